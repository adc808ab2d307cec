import { longDay } from '../../base/dates.ts'
import { french } from '../../base/french.ts'
import { formatCents, formatRate } from '../../base/money.ts'
import { formatSiret } from '../../base/siret.ts'
import delays from '../../tables/delays.json' with { type: 'json' }
import table from '../../tables/interest.json' with { type: 'json' }
import type { Fields } from '../fields/fields.ts'
import { wordsOf } from '../platform/status.ts'
import type { StatusEntry } from '../platform/status.ts'
import type { PaymentClock } from '../receivables/clock.ts'
import type { LateInterest } from '../receivables/interest.ts'
import type { Letter } from '../receivables/letter.ts'

type About = {
  fields: Fields
  firm: { name: string; siret: string }
  buyer: string
  clock: PaymentClock & { due: string }
  history: StatusEntry[]
  /** Cents. */
  owed: number
  paid: number
  interest: LateInterest | undefined
  /** ISO day. */
  today: string
}
const { articles } = delays
const HEAD = 'Madame, Monsieur,'
const BYE = 'Nous vous prions d’agréer, Madame, Monsieur, l’expression de nos salutations distinguées.'

/** « Le délai de paiement de 30 jours (…) a pris fin le 12 juin 2026. » */
function facts({ fields, clock, history, paid }: About): string {
  const day = fields.issueDate ? ` du ${longDay(fields.issueDate)}` : ''
  const available = clock.steps.find(({ kind }) => kind === 'available')
  const step = clock.steps.find((each) => each.kind === 'delay')!
  const article = step.article.replace('CCP ', '')
  const last = history.at(-1)
  const parts = [
    `Notre facture ${fields.number}${day}, de ${formatCents(fields.payable ?? fields.grossTotal ?? 0)} TTC,`,
    available
      ? `a été mise à votre disposition sur Chorus Pro le ${longDay(available.on)}.`
      : `a été déposée sur Chorus Pro le ${longDay(clock.start!)}.`,
    clock.stop
      ? `Après l’interruption du ${longDay(clock.stop.on)}, le délai de paiement (code de la commande publique, articles ${article} et ${articles.restart}) a pris fin le ${longDay(clock.due)}.`
      : `Le délai de paiement de ${clock.days} jours (code de la commande publique, article ${article}) a pris fin le ${longDay(clock.due)}.`,
    paid > 0
      ? `Sauf erreur de notre part, nous n’en avons reçu que ${formatCents(paid)} à ce jour`
      : 'Sauf erreur de notre part, nous n’en avons pas reçu le règlement à ce jour',
  ]
  const seen = last ? ` ; elle y est indiquée « ${wordsOf(last.code).label} » depuis le ${longDay(last.at.slice(0, 10))}.` : '.' // prettier-ignore
  return parts.join(' ') + seen
}

const headOf = ({ fields, firm, buyer, today }: About) => ({
  from: [firm.name || fields.supplierName, firm.siret && `SIRET ${formatSiret(firm.siret)}`].filter(Boolean),
  to: [buyer].filter(Boolean),
  place: `Le ${longDay(today)}`,
  references: [
    fields.engagementNumber && `Engagement ${fields.engagementNumber}`,
    fields.serviceCode && `service ${fields.serviceCode}`,
    fields.contractNumber && `marché ${fields.contractNumber}`,
  ]
    .filter(Boolean)
    .join(', '),
})

/** A polite reminder: what is late and since when; no figure is claimed beyond the principal. */
export function reminderLetter(about: About): Letter {
  return {
    tone: 'reminder',
    ...headOf(about),
    subject: french(`Objet : facture ${about.fields.number}, rappel`),
    opening: [HEAD, facts(about)].map(french),
    sums: [],
    closing: [
      'Peut-être est-elle en cours de règlement : dans ce cas, ne tenez pas compte de ce courrier. Si une difficulté la retient, nous serions heureux que vous nous la fassiez connaître.',
      BYE,
    ].map(french),
  }
}

/** A formal claim of the principal, late interest and the indemnity, with what each rests upon (domaine.md §10.4). */
export function claimLetter(about: About & { interest: LateInterest }): Letter {
  const { fields, owed, interest, today } = about
  const days = interest.days
  const rate = formatRate(interest.rate.rate)
  return {
    tone: 'claim',
    ...headOf(about),
    subject: french(`Objet : facture ${fields.number}, principal, intérêts moratoires et indemnité`),
    opening: [
      HEAD,
      facts(about),
      `Ce retard ouvre droit, sans autre formalité, à des intérêts moratoires et à une indemnité forfaitaire (articles ${articles.accrual}, ${articles.rate} et ${articles.indemnity}). Au ${longDay(today)} :`,
    ].map(french),
    sums: [
      ...(owed ? [{ word: 'Principal', cents: owed }] : []),
      { word: french(`Intérêts, ${rate} pendant ${days} jour${days > 1 ? 's' : ''}`), cents: interest.interest },
      { word: 'Indemnité forfaitaire pour frais de recouvrement', cents: interest.indemnity },
      { word: 'Total', cents: owed + interest.total },
    ],
    closing: [
      `Nous vous remercions de bien vouloir faire procéder au règlement${owed ? ' du principal, puis' : ''} des intérêts et de l’indemnité dans les ${table.payWithinDays} jours qui ${owed ? 'le suivent' : 'suivent le paiement du principal'} (article ${articles.within}). Si une difficulté retient cette facture, nous serions heureux que vous nous la fassiez connaître.`,
      BYE,
    ].map(french),
  }
}

/** The words of a letter, for the clipboard and a mail. */
export const letterText = ({ opening, sums, closing }: Letter): string =>
  [...opening, ...sums.map(({ word, cents }) => `${word}\u00a0: ${formatCents(cents)}`), ...closing].join('\n\n')
