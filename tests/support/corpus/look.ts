import type { Chance } from './random.ts'
import { handOf, type Hand } from './sheet.ts'
import { wordings, type Announced } from './wordings.ts'

/** Everything that was chosen of how an invoice looks. */
export type Look = {
  hand: Hand
  margin: number
  size: number
  supplierAt: 'left' | 'right' | 'center' | 'foot' | 'column' | 'line'
  buyerAt: 'right' | 'left' | 'column'
  isBuyerAnnounced: boolean
  areReferences: 'colon' | 'beside' | 'above' | 'inline' | 'sentence'
  titleAt: 'left' | 'right' | 'center' | 'references'
  isTitleSpread: boolean
  totalsAt: 'right' | 'table' | 'row' | 'left' | 'bottom' | 'nextPage' | 'leaders'
  vatShown: 'total' | 'rates' | 'bases' | 'summary' | 'ratesAndTotal'
  siretsAt: 'blocks' | 'foot'
  hasRules: boolean
  pages: 1 | 2
  /** A delay in words, where no day is printed. */
  terms: string
  /** Each article with its rate of VAT. */
  hasRate: boolean
  day: 'digits' | 'words' | 'iso' | 'dots' | 'short' | 'dashes'
  /** « 1 600,- » for whole euros. */
  isDashed: boolean
  money: 'fr€' | 'fr' | 'dots' | 'plain' | '€fr' | 'EUR'
  word: (name: Announced) => string
}

export function lookOf(chance: Chance): Look {
  const chosen = new Map<Announced, string>()
  const supplierAt = chance.pick(['left', 'left', 'left', 'right', 'center', 'foot', 'column', 'line'] as const)
  return {
    hand: handOf(chance),
    margin: chance.int(34, 62),
    size: chance.pick([8, 9, 9.5, 10, 11]),
    supplierAt,
    buyerAt: supplierAt === 'column' ? 'column' : chance.pick(['right', 'right', 'left'] as const),
    isBuyerAnnounced: chance.is(0.6),
    areReferences: chance.pick(['colon', 'colon', 'beside', 'above', 'inline', 'sentence'] as const),
    titleAt: chance.pick(['left', 'right', 'center', 'references'] as const),
    isTitleSpread: chance.is(0.12),
    totalsAt: chance.pick([
      'right',
      'right',
      'right',
      'table',
      'row',
      'left',
      'bottom',
      'nextPage',
      'leaders',
    ] as const),
    vatShown: chance.pick(['total', 'rates', 'bases', 'summary', 'ratesAndTotal'] as const),
    siretsAt: chance.pick(['blocks', 'blocks', 'foot'] as const),
    hasRules: chance.is(0.6),
    pages: chance.is(0.1) ? 2 : 1,
    hasRate: chance.is(0.6),
    terms: chance.is(0.15)
      ? chance.pick([
          'Règlement à 30 jours',
          'Paiement à 30 jours par virement',
          'Conditions de paiement : 30 jours',
          'Paiement sous 30 jours',
        ])
      : '',
    day: chance.pick(['digits', 'digits', 'digits', 'words', 'iso', 'dots', 'short', 'dashes'] as const),
    isDashed: false,
    money: chance.pick(['fr€', 'fr€', 'fr€', 'fr', 'dots', 'plain', '€fr', 'EUR'] as const),
    word(name) {
      const word = chosen.get(name) ?? chance.pick(wordings[name])
      chosen.set(name, word)
      return word
    },
  }
}

/** « 2026-03-14 » as this invoice writes its days. */
export function dayIn({ day }: Look, iso: string): string {
  const [year = '', month = '', date = ''] = iso.split('-')
  const inWords = () => new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso))
  const written = {
    digits: `${date}/${month}/${year}`,
    words: inWords(),
    iso,
    dots: `${date}.${month}.${year}`,
    short: `${date}/${month}/${year.slice(2)}`,
    dashes: `${date}-${month}-${year}`,
  }
  return written[day]
}

/** Cents as this invoice writes its amounts. */
export function moneyIn({ money, isDashed, hand: { blank } }: Look, cents: number, { isBare = false } = {}): string {
  const [whole = '', digits = ''] = (Math.abs(cents) / 100).toFixed(2).split('.')
  const decimals = isDashed && digits === '00' ? '-' : digits
  const grouped = (by: string) => whole.replace(/\B(?=(\d{3})+$)/g, by)
  const sign = cents < 0 ? '-' : ''
  const french = `${sign}${grouped(blank)},${decimals}`
  if (isBare)
    return money === 'dots'
      ? `${sign}${grouped('.')},${decimals}`
      : money === 'plain'
        ? `${sign}${whole},${decimals}`
        : french
  const written = {
    'fr€': `${french}${blank}€`,
    fr: french,
    dots: `${sign}${grouped('.')},${decimals} €`,
    plain: `${sign}${whole},${decimals} €`,
    '€fr': `€ ${french}`,
    EUR: `${french} EUR`,
  }
  return written[money]
}
