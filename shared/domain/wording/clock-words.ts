import { longDay } from '../../base/dates.ts'
import { french } from '../../base/french.ts'
import delays from '../../tables/delays.json' with { type: 'json' }
import type { ClockStep, PaymentClock } from '../receivables/clock.ts'

/** A step of the payment clock in words: a title, what stands beside it, why, and its sign (`renderer/parts/marks.ts`). */
export type StepWords = { title: string; at: string; why: string; sign: 'gone' | 'clock' | 'warn' | 'late' | 'open' }

const days = (count: number) => `${count} jour${count > 1 ? 's' : ''}`
const labelOf = (buyer: string) => {
  const label = delays.entries.find(({ kind }) => kind === buyer)!.screen
  return label.replace(/^./, (letter) => letter.toUpperCase())
}
/** « R2192-10 » out of « CCP R2192-10 ». */
const short = (article: string) => article.replace('CCP ', '')

/** Each step of a payment clock in French, with its article (domaine.md §10). */
export function stepWords(step: ClockStep, { start, planned, isEstimated }: PaymentClock): StepWords {
  const words = wordsOf(step, { start, planned, isEstimated })
  return { ...words, at: words.at ?? longDay(step.on), why: french(words.why) }
}

type Around = Pick<PaymentClock, 'isEstimated'> & { start: string | undefined; planned: string | undefined }
type Worded = Omit<StepWords, 'at'> & { at?: string }
function wordsOf(step: ClockStep, { start, planned, isEstimated }: Around): Worded {
  const article = short(step.article)
  switch (step.kind) {
    case 'deposited':
      return {
        title: 'Déposée',
        why:
          start === step.on && isEstimated
            ? `Le dépôt ne fait pas courir le délai (${article}). En attendant la mise à disposition, il sert de départ estimé.`
            : `Le dépôt ne fait pas courir le délai (${article}). Il prouve la date.`,
        sign: 'gone',
      }
    case 'available':
      return {
        title: 'Mise à disposition du destinataire',
        why: step.isStart
          ? `Le client est prévenu : c’est le départ (${article}).`
          : `Le client est prévenu (${article}) ; la prestation a été faite plus tard.`,
        sign: 'gone',
      }
    case 'service':
      if (step.isNoticed)
        return {
          title: 'Service fait, constaté par le client',
          why: `C’est le jour du constat. Si la prestation elle-même est postérieure à la mise à disposition, dites-en le jour : le délai partira de là (${article}).`,
          sign: 'gone',
        }
      return {
        title: 'Service fait',
        why: step.isStart
          ? `Après la mise à disposition : c’est le départ (${article}). Date donnée par vous.`
          : `Avant la mise à disposition : il ne change rien (${article}). Le départ est la plus tardive des deux dates.`,
        sign: 'gone',
      }
    case 'delay':
      return {
        title: 'Délai légal',
        at: days(step.days),
        why: `${labelOf(step.buyer)} : ${days(step.days)} de calendrier (${article})${
          step.isSaid ? '' : ', sauf si vous dites qu’il s’agit d’un autre acheteur'
        }. Le jour du départ ne compte pas, les dimanches comptent.`,
        sign: 'clock',
      }
    case 'stopped':
      return {
        title: 'Suspendue',
        why: `Le client demande une pièce ou une précision. ${days(step.elapsed)} étaient passés ; il en restait ${step.left}. Il ne peut arrêter le délai qu’une fois (${article}).${
          planned ? ` Sans l’arrêt, l’échéance aurait été le ${longDay(planned)}.` : ''
        }`,
        sign: 'warn',
      }
    case 'answered':
      return {
        title: 'Votre réponse',
        ...(step.on === '' && { at: 'pas encore' }),
        why: `Le délai repart pour 30 jours, ou pour ce qui restait si c’est plus (${article}).`,
        sign: step.on ? 'gone' : 'open',
      }
    case 'stoppedAgain':
      return {
        title: 'Suspendue encore',
        why: `Le délai n’est pas arrêté pour autant : le client ne le peut qu’une fois, avant d’ordonner le paiement (${article}).`,
        sign: 'warn',
      }
    case 'awaited':
      return {
        title: 'Nouvelle mise à disposition',
        at: 'pas encore',
        why: `Le délai partira du jour où le client en sera prévenu (${article}).`,
        sign: 'open',
      }
    case 'due':
      return {
        title: step.isIfAnsweredToday ? 'Nouvelle échéance' : 'Échéance',
        why: step.isIfAnsweredToday
          ? `Si vous répondez aujourd’hui : ${longDay(step.from)} + ${days(step.days)} (${article}). Chaque jour d’attente la repousse d’un jour.`
          : `${longDay(step.from)} + ${days(step.days)} (${article}).`,
        sign: step.isIfAnsweredToday ? 'open' : 'clock',
      }
    case 'ordered':
      return {
        title: 'Mise en paiement',
        why: `Le virement est ordonné : les intérêts ne courent plus après ce jour (${article}).`,
        sign: 'gone',
      }
    case 'interest':
      return {
        title: 'Intérêts, à partir du',
        why: `Dus sans demande, jusqu’au jour de la mise en paiement (${article}). ${days(step.days)} de retard.`,
        sign: 'late',
      }
  }
}

/** « 2ᵉ semestre 2026 » out of « 2026-S2 ». */
export const semesterWords = (semester: string): string =>
  `${semester.endsWith('1') ? '1ᵉʳ' : '2ᵉ'}\u00a0semestre ${semester.slice(0, 4)}`

/** What to do where a rate is not known; never with the one before (domaine.md §10.4). */
export const missingRateWords = (semester: string): string =>
  french(
    `Le taux du ${semesterWords(semester)} n’est pas dans votre table. Choriste ne calcule pas avec celui d’avant. Il se lit sur le site de la Banque de France : taux de refinancement de la BCE au ${longDay(
      `${semester.slice(0, 4)}-${semester.endsWith('1') ? '01' : '07'}-01`,
    )}.`,
  )
