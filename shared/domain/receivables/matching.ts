import { formatCents } from '../../base/money.ts'
import { french } from '../../base/french.ts'
import { properWords } from '../../base/same-name.ts'
import { fold } from '../../base/fold-text.ts'
import type { Transfer } from './statement.ts'

/** An invoice that may be paid: what remains of it (cents), its ISO day of payment by law, words on earlier transfers of its buyer. */
export type Payable = {
  id: string
  number: string
  buyer: string
  siret: string
  cents: number
  due: string
  labels: string[]
}
/** A transfer and the invoices it may pay, each with its part (cents), how sure that is and why. */
export type Match = {
  transfer: Transfer
  pays: { invoice: Payable; cents: number }[]
  trust: 'sure' | 'likely' | 'check'
  reason: string
  /** Cents that are missing of the one invoice. */
  short?: number
}

/** Min signs of a number that is looked for in the words of a transfer: shorter ones are met by chance. */
const NUMBER_SIGNS = 5
/** Max share of an amount that may be missing for the invoice to be proposed by its buyer's name (guarantee of at most 5 %). */
const SHORT_SHARE = 0.05
/** Max invoices of one buyer tried together. */
const TOGETHER = 60

const bare = (text: string) => fold(text).replace(/[^a-z0-9]/g, '')
/** Words that banks write around what matters, and figures that change, taken away. */
const habit = (label: string) =>
  fold(label)
    .replace(/[^a-z]+/g, ' ')
    .trim()

/** Invoices by number, by amount and by buyer, so that thousands of transfers cost little. */
function indexOf(invoices: Payable[]) {
  const group = (key: (invoice: Payable) => string) => {
    const found = new Map<string, Payable[]>()
    for (const invoice of invoices) {
      const same = found.get(key(invoice))
      if (same) same.push(invoice)
      else found.set(key(invoice), [invoice])
    }
    return found
  }
  const byBuyer = group(({ siret, buyer }) => siret || buyer)
  const buyers = [...byBuyer.values()].map((theirs) => ({
    theirs,
    words: properWords(theirs[0]!.buyer),
    habits: new Set(theirs[0]!.labels.map(habit).filter((text) => text.length > 5)),
  }))
  return { byNumber: group(({ number }) => bare(number)), byAmount: group(({ cents }) => String(cents)), buyers }
}
type Index = ReturnType<typeof indexOf>

/** Invoices whose number stands in the words of a transfer, whatever separates its parts. */
function named(label: string, { byNumber }: Index): Payable[] {
  const words = fold(label)
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  const found = new Set<Payable>()
  words.forEach((_word, from) => {
    for (let to = from + 1, text = ''; to <= Math.min(words.length, from + 5); to++) {
      text += words[to - 1]!
      // « FACT20260119 » says 2026-0119 too.
      for (const number of [text, text.replace(/^[a-z]+(?=\d)/, '')])
        if (number.length >= NUMBER_SIGNS && /\d/.test(number)) byNumber.get(number)?.forEach((each) => found.add(each))
    }
  })
  return [...found]
}

/** Buyers whose name, or whose usual words, stand in those of a transfer. */
function buyersIn(label: string, { buyers }: Index) {
  const words = new Set(properWords(label))
  const usual = habit(label)
  return buyers.flatMap(({ theirs, words: own, habits }) => {
    const hits = own.filter((word) => words.has(word)).length
    const isUsual = habits.has(usual)
    return isUsual || (hits > 0 && hits * 2 >= own.length) ? [{ theirs, isUsual }] : []
  })
}

const sumOf = (invoices: Payable[]) => invoices.reduce((sum, { cents }) => sum + cents, 0)
const whole = (invoices: Payable[]) => invoices.map((invoice) => ({ invoice, cents: invoice.cents }))
const oldest = (invoices: Payable[]) => invoices.toSorted((a, b) => a.due.localeCompare(b.due))

/** Two or three invoices of one buyer that make an amount together; undefined where none do, or several sets do. */
function together(invoices: Payable[], cents: number): Payable[] | undefined {
  if (invoices.length > 1 && sumOf(invoices) === cents) return invoices
  const some = oldest(invoices).slice(0, TOGETHER)
  const sets: Payable[][] = []
  some.forEach((one, first) => {
    some.slice(first + 1).forEach((two, second) => {
      const rest = cents - one.cents - two.cents
      if (rest === 0) sets.push([one, two])
      else if (rest > 0)
        for (const three of some.slice(first + second + 2)) if (three.cents === rest) sets.push([one, two, three])
    })
  })
  return sets.length === 1 ? sets[0] : undefined
}

type Found = Omit<Match, 'transfer'>
function byNumbers({ cents }: Transfer, invoices: Payable[]): Found | undefined {
  const [one] = invoices
  if (!one) return undefined
  if (sumOf(invoices) === cents)
    return {
      pays: whole(invoices),
      trust: 'sure',
      reason: invoices.length > 1 ? 'Même somme, et leurs numéros sont dans le libellé.' : 'Même montant, et son numéro est dans le libellé.', // prettier-ignore
    }
  if (invoices.length > 1) return undefined
  const missing = one.cents - cents
  if (missing < 0) return { pays: whole([one]), trust: 'check', reason: `Son numéro est dans le libellé ; ${formatCents(-missing)} de trop : vérifiez.` } // prettier-ignore
  const reason = `Son numéro est dans le libellé. Il manque ${shareOf(missing, one.cents)}.`
  return { pays: [{ invoice: one, cents }], trust: 'check', reason, short: missing }
}
const shareOf = (cents: number, of: number) => `${formatCents(cents)}, soit ${Math.round((1000 * cents) / of) / 10} %`.replace('.', ',') // prettier-ignore

function byBuyer({ cents }: Transfer, known: ReturnType<typeof buyersIn>): Found | undefined {
  const same = known.flatMap(({ theirs }) => theirs.filter((invoice) => invoice.cents === cents))
  const isUsual = known.some(({ isUsual }) => isUsual)
  if (same.length === 1)
    return {
      pays: whole(same),
      trust: 'likely',
      reason: isUsual ? 'Même montant, même libellé que ses derniers paiements.' : 'Même montant, et le client est dans le libellé.', // prettier-ignore
    }
  if (same.length > 1)
    return { pays: whole(oldest(same).slice(0, 1)), trust: 'check', reason: `${same.length} factures ont ce montant : la plus ancienne est proposée, vérifiez.` } // prettier-ignore
  for (const { theirs } of known) {
    const set = together(theirs, cents)
    if (set) return { pays: whole(set), trust: 'check', reason: `${set.map((each) => formatCents(each.cents)).join(' + ')}. Plusieurs factures en un virement : vérifiez.` } // prettier-ignore
  }
  const nearly = known.flatMap(({ theirs }) =>
    theirs.filter((each) => each.cents > cents && each.cents - cents <= each.cents * SHORT_SHARE),
  )
  const [near] = nearly
  if (!near || nearly.length > 1) return undefined
  const short = near.cents - cents
  return { pays: [{ invoice: near, cents }], trust: 'check', reason: `Il manque ${shareOf(short, near.cents)}.`, short }
}

function byAmount({ cents }: Transfer, { byAmount }: Index): Found | undefined {
  const [one, other] = byAmount.get(String(cents)) ?? []
  if (!one || other) return undefined
  return { pays: whole([one]), trust: 'check', reason: 'Même montant seulement : le libellé ne dit pas de qui.' }
}

/**
 * Payment reconciliation: transfers received and the invoices they may pay, by number, amount, name and habit, each with its reason
 * in French. What is surest is given first, and an invoice is proposed once. Proposals only: nothing is decided here.
 */
export function matchTransfers(transfers: Transfer[], invoices: Payable[]): Match[] {
  let open = invoices
  let rest = transfers
  const matches: Match[] = []
  const ways: ((transfer: Transfer, index: Index) => Found | undefined)[] = [
    (transfer, index) => byNumbers(transfer, named(transfer.label, index)),
    (transfer, index) => byBuyer(transfer, buyersIn(transfer.label, index)),
    byAmount,
  ]
  for (const way of ways) {
    const index = indexOf(open)
    const taken = new Set<string>()
    rest = rest.filter((transfer) => {
      const found = way(transfer, index)
      if (!found || found.pays.some(({ invoice }) => taken.has(invoice.id))) return true
      found.pays.forEach(({ invoice }) => taken.add(invoice.id))
      matches.push({ transfer, ...found, reason: french(found.reason) })
      return false
    })
    open = open.filter(({ id }) => !taken.has(id))
  }
  const order = new Map(transfers.map(({ key }, place) => [key, place]))
  return matches.sort((a, b) => order.get(a.transfer.key)! - order.get(b.transfer.key)!)
}
