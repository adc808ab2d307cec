import { lines, placeAndDay, type Parts } from './head.ts'
import { dayIn } from './look.ts'
import { WIDTH } from './sheet.ts'

type Pair = [label: string, value: string]

/** Labels and values, decoys among them, in an order of their own. */
function pairsOf({ look, facts, chance }: Parts): Pair[] {
  const { decoys, kind, hard } = facts
  const fields = { ...facts.fields, ...hard?.printed }
  const issued = hard?.printed.issueDate ?? dayIn(look, fields.issueDate!)
  const numbered = hard?.title ? `${hard.title} n°` : look.word(fields.typeCode === '381' ? 'credit' : 'number')
  const isOrder = !/^\d{10}$/.test(fields.engagementNumber ?? '') && chance.is(0.6)
  const first: Pair[] = [
    [numbered, fields.number!],
    ...(look.areReferences === 'sentence' ? [] : [[look.word('issueDate'), issued] as Pair]),
  ]
  const others: Pair[] = [
    ...(fields.dueDate && chance.is(0.7) ? [[look.word('dueDate'), dayIn(look, fields.dueDate)] as Pair] : []),
    ...(fields.serviceCode ? [[look.word('serviceCode'), fields.serviceCode] as Pair] : []),
    ...(fields.engagementNumber
      ? [[look.word(isOrder ? 'orderNumber' : 'engagementNumber'), fields.engagementNumber] as Pair]
      : []),
    ...(fields.contractNumber ? [[look.word('contractNumber'), fields.contractNumber] as Pair] : []),
    ...(fields.originNumber ? [[look.word('originNumber'), fields.originNumber] as Pair] : []),
    ...(chance.is(0.35) ? [[look.word('client'), decoys.client] as Pair] : []),
    ...(chance.is(0.2) ? [['Devis n°', `${decoys.quote} du ${dayIn(look, decoys.otherDay)}`] as Pair] : []),
    ...(chance.is(0.15) ? [['Bon de livraison n°', decoys.delivery] as Pair] : []),
    ...(kind === 'hospitality' && chance.is(0.5)
      ? [['Séjour du', `${dayIn(look, decoys.otherDay)} au ${dayIn(look, facts.fields.issueDate!)}`] as Pair]
      : []),
    ...(kind === 'utility'
      ? [['Période', `du ${dayIn(look, decoys.otherDay)} au ${dayIn(look, facts.fields.issueDate!)}`] as Pair]
      : []),
  ]
  return [...first, ...chance.shuffled(others)]
}

/** Writes them; gives the y under them and what was written. */
export function references(
  parts: Parts,
  { x, y, width }: { x: number; y: number; width: number },
): { y: number; said: string[] } {
  const { look, sheet } = parts
  const pairs = pairsOf(parts)
  const said = pairs.map(([, value]) => value)
  const whole = pairs.map(([label, value]) =>
    /[:]$/.test(label)
      ? `${label} ${value}`
      : /n°$/i.test(label) && parts.chance.is(0.5)
        ? `${label} ${value}`
        : `${label} : ${value}`,
  )
  const under = {
    colon: () => lines(parts, whole, x, y),
    beside: () => {
      const wide = Math.max(...pairs.map(([label]) => sheet.widthOf(label, { size: look.size }))) + 18
      lines(
        parts,
        pairs.map(([label]) => label),
        x,
        y,
      )
      return lines(
        parts,
        pairs.map(([, value]) => value),
        x + wide,
        y,
      )
    },
    above: () => above(parts, pairs, { y }),
    inline: () => inline(parts, whole, { x, y, width }),
    sentence: () => lines(parts, [placeAndDay(parts), '', ...whole], x, y),
  }[look.areReferences]()
  return { y: under + 14, said }
}

/** A grid over the whole width: label over value. */
function above({ sheet, look, chance }: Parts, pairs: Pair[], { y }: { y: number }) {
  const columns = chance.int(2, 4)
  const wide = (WIDTH - 2 * look.margin) / columns
  const isCentred = chance.is(0.5)
  const small = Math.min(look.size, 9)
  pairs.forEach(([label, value], index) => {
    const left = look.margin + (index % columns) * wide
    const [x, align] = isCentred ? [left + wide / 2, 'center' as const] : [left + 3, 'left' as const]
    const top = y + Math.floor(index / columns) * 34
    sheet.write(label, x, top, { size: small - 1, align })
    sheet.write(value, x, top + 13, { size: small, align })
    if (look.hasRules) sheet.rule(left, top + 20, wide - 4)
  })
  return y + Math.ceil(pairs.length / columns) * 34
}

function inline(parts: Parts, whole: string[], { x, y, width }: { x: number; y: number; width: number }) {
  const mark = parts.chance.pick([' - ', ' | ', ' / ', '   '])
  const rows: string[] = []
  for (const text of whole) {
    const longer = rows.length ? `${rows.at(-1)}${mark}${text}` : text
    if (rows.length && parts.sheet.widthOf(longer, { size: parts.look.size }) < width) rows[rows.length - 1] = longer
    else rows.push(text)
  }
  return lines(parts, rows, x, y)
}
