import {
  degrees,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFOperator,
  PDFOperatorNames as Ops,
  PDFNumber,
  StandardFonts,
  type PDFFont,
  type PDFPage,
  type PDFRef,
} from '@cantoo/pdf-lib'
import type { Chance } from './random.ts'

export const WIDTH = 595
export const HEIGHT = 842

export type Ink = {
  size?: number
  bold?: boolean
  align?: 'left' | 'right' | 'center'
  /** Points between letters. */ spread?: number
}
type Piece = { text: string; x: number; y: number; size: number; bold: boolean; spread: number; page: number }

/** How the program that made the PDF draws: whole texts, a word or a letter at a time, in order or not. */
export type Hand = {
  family: 'Helvetica' | 'Times' | 'Courier'
  stroke: 'whole' | 'words' | 'letters'
  isShuffled: boolean
  rotate: 0 | 90 | 180 | 270
  /** How numbers are grouped: a space, a no-break one or a narrow one. */
  blank: ' ' | '\u00a0' | '\u202f'
  hasLigatures: boolean
  /** Accents of their own after their letter, or drawn before it at the same place, as old LaTeX does. */
  accents: 'whole' | 'combining' | 'before'
}

export const handOf = (chance: Chance): Hand => ({
  family: chance.pick(['Helvetica', 'Helvetica', 'Helvetica', 'Times', 'Courier']),
  stroke: chance.pick(['whole', 'whole', 'whole', 'words', 'letters']),
  isShuffled: chance.is(0.2),
  rotate: chance.is(0.1) ? chance.pick([90, 180, 270] as const) : 0,
  blank: chance.pick([' ', '\u00a0', '\u202f']),
  hasLigatures: chance.is(0.15),
  accents: 'whole',
})

/** Paper to write on: points from the top left corner, y of the baseline. */
export type Sheet = {
  write: (text: string, x: number, y: number, ink?: Ink) => void
  rule: (x: number, y: number, width: number) => void
  widthOf: (text: string, ink?: Ink) => number
  newPage: () => void
  save: () => Promise<Uint8Array>
}

const FONTS = {
  Helvetica: [StandardFonts.Helvetica, StandardFonts.HelveticaBold],
  Times: [StandardFonts.TimesRoman, StandardFonts.TimesRomanBold],
  Courier: [StandardFonts.Courier, StandardFonts.CourierBold],
} as const

/** Signs beside those of Windows: narrow no-break space and ligatures, under codes of their own. */
const EXTRA: Record<string, { code: number; glyph: string; like: string }> = {
  '\u202f': { code: 1, glyph: 'uni202F', like: ' ' },
  ﬁ: { code: 2, glyph: 'fi', like: 'fi' },
  ﬂ: { code: 3, glyph: 'fl', like: 'fl' },
  '\u2010': { code: 4, glyph: 'uni2010', like: '-' },
  '\u2011': { code: 5, glyph: 'uni2011', like: '-' },
  '\u2212': { code: 6, glyph: 'uni2212', like: '-' },
  '\u0300': { code: 7, glyph: 'uni0300', like: '' },
  '\u0301': { code: 8, glyph: 'uni0301', like: '' },
  '\u0302': { code: 11, glyph: 'uni0302', like: '' },
  '\u0308': { code: 12, glyph: 'uni0308', like: '' },
  '\u0327': { code: 14, glyph: 'uni0327', like: '' },
}
const windows = new Map(
  Array.from({ length: 224 }, (_, index) => [
    new TextDecoder('windows-1252').decode(new Uint8Array([index + 32])),
    index + 32,
  ]),
)

export async function createSheet(hand: Hand, chance: Chance): Promise<Sheet> {
  const document = await PDFDocument.create()
  const metrics = await Promise.all(FONTS[hand.family].map((name) => document.embedFont(name)))
  const fonts = metrics.map((font, index) => ownFont(document, FONTS[hand.family][index]!, font))
  /** What was written together stays together. */
  const written: Piece[][] = []
  const rules: { x: number; y: number; width: number; page: number }[] = []
  let page = 0
  const metricOf = (isBold = false) => metrics[isBold ? 1 : 0]!
  const lengthOf = (text: string, { size = 10, bold, spread = 0 }: Ink = {}) =>
    widthIn(metricOf(bold), text) * size + spread * Math.max(0, text.length - 1)

  function draw(target: PDFPage, { text, x, y, size, bold, spread }: Piece) {
    const font = target.node.newFontDictionary('F', fonts[bold ? 1 : 0]!)
    const coded = Array.from(text, (sign) =>
      (EXTRA[sign]?.code ?? windows.get(sign) ?? 63).toString(16).padStart(2, '0'),
    ).join('')
    const op = (name: Ops, ...args: (PDFName | PDFNumber | PDFHexString)[]) => PDFOperator.of(name, args)
    const number = (value: number) => PDFNumber.of(Math.round(value * 1000) / 1000)
    target.pushOperators(
      op(Ops.BeginText),
      op(Ops.SetFontAndSize, font, number(size)),
      op(Ops.SetCharacterSpacing, number(spread)),
      op(Ops.SetTextMatrix, ...[1, 0, 0, 1, x, HEIGHT - y].map(number)),
      op(Ops.ShowText, PDFHexString.of(coded)),
      op(Ops.EndText),
    )
  }

  return {
    widthOf: lengthOf,
    newPage: () => {
      page++
    },
    rule: (x, y, width) => rules.push({ x, y, width, page }),
    write(text, x, y, { size = 10, bold = false, align = 'left', spread = 0 } = {}) {
      const joined = hand.hasLigatures && spread === 0 ? text.replaceAll('fi', 'ﬁ').replaceAll('fl', 'ﬂ') : text
      const ready = hand.accents === 'combining' ? joined.normalize('NFD') : joined
      const width = lengthOf(ready, { size, bold, spread })
      let at = align === 'right' ? x - width : align === 'center' ? x - width / 2 : x
      const parts =
        hand.stroke === 'whole' ? [ready] : hand.stroke === 'words' ? ready.split(/(?<= )/) : Array.from(ready)
      const pieces: Piece[] = []
      for (const part of parts) {
        const drawn = hand.stroke === 'words' ? part.trimEnd() : part
        if (part.trim() !== '')
          for (const { text, past } of hand.accents === 'before' ? accentsFirst(drawn) : [{ text: drawn, past: '' }])
            pieces.push({ text, x: at + lengthOf(past, { size, bold, spread }), y, size, bold, spread, page })
        at += lengthOf(part, { size, bold, spread }) + (parts.length > 1 ? spread : 0)
      }
      written.push(pieces)
    },
    async save() {
      const pages = Array.from({ length: page + 1 }, () => document.addPage([WIDTH, HEIGHT]))
      for (const piece of (hand.isShuffled ? chance.shuffled(written) : written).flat()) draw(pages[piece.page]!, piece)
      for (const { x, y, width, page: index } of rules)
        pages[index]!.drawLine({ start: { x, y: HEIGHT - y }, end: { x: x + width, y: HEIGHT - y }, thickness: 0.5 })
      for (const each of pages) turn(each, hand.rotate)
      return document.save()
    },
  }
}

const ACCENTS: Record<string, string> = {
  '\u0300': '`',
  '\u0301': '´',
  '\u0302': 'ˆ',
  '\u0308': '¨',
  '\u0327': '¸',
}

/** A text in pieces: the sign of an accent, then from its letter on, which stands at the same place. */
function accentsFirst(text: string): { text: string; past: string }[] {
  const pieces: { text: string; past: string }[] = []
  let [past, open] = ['', '']
  for (const letter of text) {
    const [base = '', accent = ''] = letter.normalize('NFD')
    if (ACCENTS[accent]) {
      if (open) pieces.push({ text: open, past })
      past += open
      pieces.push({ text: ACCENTS[accent], past })
      open = base
    } else open += letter
  }
  return open ? [...pieces, { text: open, past }] : pieces
}

/** The text runs along another side of the paper, and the page says so: on the screen nothing has changed. */
function turn(page: PDFPage, rotate: Hand['rotate']) {
  if (rotate === 0) return
  const isLying = rotate !== 180
  page.setSize(isLying ? HEIGHT : WIDTH, isLying ? WIDTH : HEIGHT)
  const matrices = { 90: '0 1 -1 0 842 0 cm', 180: '-1 0 0 -1 595 842 cm', 270: '0 -1 1 0 0 595 cm' }
  page.node.wrapContentStreams(
    page.doc.context.register(page.doc.context.stream(matrices[rotate])),
    page.doc.context.register(page.doc.context.stream('')),
  )
  page.setRotation(degrees(rotate))
}

const widthIn = (font: PDFFont, text: string) =>
  Array.from(text).reduce(
    (total, sign) => total + font.widthOfTextAtSize(EXTRA[sign]?.like ?? (sign === '\u00a0' ? ' ' : sign), 1),
    0,
  )

function ownFont(document: PDFDocument, name: string, font: PDFFont): PDFRef {
  const { context } = document
  const extras = Object.values(EXTRA)
  const signs = [...Object.keys(EXTRA).map((sign) => [sign, EXTRA[sign]!.code] as const), ...windows]
  const widths = new Map(signs.map(([sign, code]) => [code, Math.round(1000 * safeWidth(font, sign))]))
  return context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type1',
      BaseFont: name,
      FirstChar: 1,
      LastChar: 255,
      Widths: Array.from({ length: 255 }, (_, index) => widths.get(index + 1) ?? 0),
      Encoding: {
        Type: 'Encoding',
        BaseEncoding: 'WinAnsiEncoding',
        Differences: extras.flatMap(({ code, glyph }) => [code, PDFName.of(glyph)]),
      },
    }),
  )
}

function safeWidth(font: PDFFont, sign: string) {
  try {
    return widthIn(font, sign)
  } catch {
    return 0
  }
}
