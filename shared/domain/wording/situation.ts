import { mayBeCalledBack } from '../lifecycle/actions.ts'
import { askedWords, fieldsToAsk, isForgotten, isUnanswered } from '../lifecycle/buyer-request.ts'
import { dayOf, inFrenchDay } from '../../base/dates.ts'
import type { Deadline } from '../receivables/due-date.ts'
import { isCreditNote } from '../fields/fields.ts'
import type { InvoiceAt, Invoice } from '../lifecycle/invoice.ts'
import { routeNames } from '../lifecycle/questioned.ts'
import { adviceOf, commentOf, questionedOf } from '../lifecycle/reply-rules.ts'
import type { Problem } from '../rules/problem.ts'
import { wordsOf, type StatusGroup } from '../platform/status.ts'
import { french } from '../../base/french.ts'
import type { Unsent } from './unsent.ts'
import { waiting, type Waiting } from './waiting.ts'

/** The shape drawn beside a state; the word comes second, the colour third (mockups, « State mark »). */
export type Mark =
  | 'detected'
  | 'incomplete'
  | 'ready'
  | 'queued'
  | 'sending'
  | 'uncertain'
  | 'sent'
  | 'portal'
  | 'cashed'
  | 'filed'
  | StatusGroup

export type Situation = {
  mark: Mark
  /** One or two words: « À compléter ». */
  word: string
  /** The portal's own word, where there is one. */
  label?: string | undefined
  /** What is the matter, and what happens next. */
  sentence: string
  /** A person has something to do. */
  waits: boolean
}

/** What a situation depends on besides the invoice. Times are epoch ms. */
export type Surroundings = {
  /** For drafts: what the rulebook says. */
  problems: Problem[]
  isSending: boolean
  /** Its pages are being recognised: this one of so many, both 0 while it waits for its turn. */
  scan?: { page: number; of: number } | undefined
  /** Talk with Chorus Pro waits. */
  hold?: Waiting | undefined
  /** It is approved and something keeps it here. */
  unsent?: Unsent | undefined
  deadline?: Deadline | undefined
  /** Epoch ms: how long a draft has stood still, and what is still to come. */
  now?: number | undefined
}

/** Where an invoice is, in words for its owner. */
export function situation(invoice: Invoice, around: Surroundings): Situation {
  const { sentence, ...rest } = describe(invoice, around)
  return { ...rest, sentence: french(sentence) }
}

function describe(invoice: Invoice, { problems, isSending, scan, hold, unsent, now = 0 }: Surroundings): Situation {
  switch (invoice.stage) {
    case 'arrived':
      return {
        mark: 'detected',
        word: 'Détectée',
        sentence: scan ? scanning(scan) : 'Choriste lit le fichier.',
        waits: false,
      }
    case 'discarded':
      return { mark: 'filed', word: 'Écartée', sentence: 'Écartée par vous.', waits: false }
    case 'draft':
      return draft(invoice, problems, now)
    case 'leaving':
      if (isSending)
        return {
          mark: 'sending',
          word: 'Envoi en cours',
          sentence: 'Ne partira qu’une fois, même si la ligne se coupe.',
          waits: false,
        }
      if (unsent)
        return {
          mark: 'queued',
          word: 'Pas partie',
          sentence: `${unsent.reason} ${callBack(invoice)}`,
          waits: true,
        }
      return {
        mark: 'queued',
        word: 'En file',
        sentence: `Part dès que possible. ${callBack(invoice)}`,
        waits: false,
      }
    case 'portal':
      return {
        mark: 'portal',
        word: 'À déposer',
        sentence: invoice.lot
          ? 'Elle attend dans un lot, que vous déposez sur le portail. Rien ne part d’ici.'
          : invoice.walk.done.length
            ? `Dépôt sur le portail commencé : étape ${invoice.walk.done.length + 1}. Rien ne part d’ici.`
            : 'Vous la déposez sur le portail, pas à pas. Rien ne part d’ici.',
        waits: true,
      }
    case 'uncertain':
      return {
        mark: 'uncertain',
        word: 'Incertaine',
        sentence: [
          invoice.circuit === 'flux'
            ? 'L’envoi est resté sans réponse sûre. Choriste la cherche sur Chorus Pro pendant un jour, avant toute autre chose.'
            : 'L’envoi est resté sans réponse sûre. Choriste la cherche sur Chorus Pro avant toute autre chose.',
          hold ? waiting(hold, now) : '',
        ]
          .join(' ')
          .trim(),
        waits: true,
      }
    case 'sent':
      return {
        mark: 'sent',
        word: 'Envoyée',
        sentence: invoice.isByHand
          ? `Déposée par vous, lot ${invoice.flow}. Le portail peut encore la rejeter : regardez « Suivi des flux ».`
          : `Accusé reçu, flux ${invoice.flow}. ${hold ? waiting(hold, now) : 'Chorus Pro contrôle le fichier.'}`,
        waits: false,
      }
    case 'followed': {
      const answer = madeAnew(invoice) ?? answered(invoice, { isSending, hold, unsent, now })
      if (answer) return answer
      const { plain, label, group } = wordsOf(invoice.status)
      // Nothing is paid for a credit note: it is taken off what the client owes.
      if (group === 'ordered' && isCreditNote(invoice.fields))
        return {
          mark: group,
          word: 'Avoir pris en compte',
          label,
          sentence: 'Il se déduit d’un prochain paiement.',
          waits: false,
        }
      const waits = group === 'waits' || group === 'refused' || group === 'unknown' || group === 'ordered'
      const comment = commentOf(invoice)
      return {
        mark: group,
        word: blamedWord(invoice) ?? plain,
        label,
        sentence: comment ? `« ${comment} »` : adviceOf(invoice),
        waits,
      }
    }
    case 'closed':
      return invoice.outcome === 'cashed'
        ? { mark: 'cashed', word: 'Encaissée', label: 'notée par vous', sentence: 'Notée par vous.', waits: false }
        : {
            mark: 'filed',
            word: 'Classée',
            label: wordsOf(invoice.status).label,
            sentence: 'Classée par vous.',
            waits: false,
          }
  }
}

/** What was sent once may be there already. */
const callBack = (leaving: InvoiceAt<'leaving'>) =>
  mayBeCalledBack(leaving)
    ? 'Vous pouvez encore la retirer.'
    : 'Choriste regarde d’abord si elle y est déjà : elle ne peut plus être retirée.'

/** How far the recognition of a scan is. */
const scanning = ({ page, of }: { page: number; of: number }) =>
  page ? `Lecture du scan : page ${page} sur ${of}.` : 'Lecture du scan : attend son tour.'

/** A return says in the list already which field is wrong, when its client names one. */
function blamedWord(invoice: InvoiceAt<'followed'>): string | undefined {
  const [field, ...others] = questionedOf(invoice)
  return field && !others.length ? `${routeNames[field]} à corriger` : undefined
}

/** A rejected invoice whose replacement has left is dealt with; one whose replacement is a draft still waits. */
function madeAnew({ replaced, answering, status }: InvoiceAt<'followed'>): Situation | undefined {
  const { label, group, plain } = wordsOf(status)
  // A status noted by mistake may have been taken back meanwhile.
  if (!replaced || group !== 'refused' || answering?.problems) return undefined
  if (replaced.number === undefined)
    return {
      mark: group,
      word: plain,
      label,
      sentence: 'Refaite en brouillon : la nouvelle n’est pas partie.',
      waits: true,
    }
  return {
    mark: group,
    word: 'Refaite',
    label,
    sentence: `Remplacée par ${replaced.number}, qui est partie. ${answering && answering.receivedAt === undefined ? 'Le rejet va être marqué comme traité sur Chorus Pro.' : 'Le rejet est traité.'}`,
    waits: false,
  }
}

/** Where an answer to the buyer is, as long as it matters more than the status it answers. */
type Around = Pick<Surroundings, 'isSending' | 'hold' | 'unsent'> & { now: number }
function answered(invoice: InvoiceAt<'followed'>, { isSending, hold, unsent, now }: Around): Situation | undefined {
  const { answering, status } = invoice
  if (!answering) return undefined
  const { label, group } = wordsOf(status)
  const { problems, receivedAt, lostAt, reply } = answering
  if (problems)
    return {
      mark: 'waits',
      word: 'Réponse non acceptée',
      label,
      sentence: `${problems[0]?.message ?? 'Chorus Pro ne l’a pas prise.'} Corrigez-la et renvoyez-la.`,
      waits: true,
    }
  if (receivedAt !== undefined)
    return reply.kind === 'settleRejection'
      ? {
          mark: group,
          word: 'Rejet traité',
          label,
          sentence: 'Elle ne sera pas payée, et n’attend plus rien de vous.',
          waits: false,
        }
      : { mark: 'received', word: 'Réponse reçue', label, sentence: 'Chorus Pro a votre réponse.', waits: false }
  if (lostAt !== undefined)
    return {
      mark: 'uncertain',
      word: 'Réponse incertaine',
      label,
      sentence:
        `La réponse est partie sans retour sûr. Choriste regarde la facture avant de renvoyer quoi que ce soit. ${hold ? waiting(hold, now) : ''}`.trim(),
      waits: false,
    }
  if (isSending)
    return { mark: 'sending', word: 'Réponse en cours d’envoi', label, sentence: 'Ne part qu’une fois.', waits: false }
  return {
    mark: 'queued',
    word: unsent ? 'Réponse pas partie' : 'Réponse en file',
    label,
    sentence: `${unsent?.reason ?? 'Part dès que possible.'} Vous pouvez encore la retirer.`,
    waits: !!unsent,
  }
}

/** Of two drafts with one number, the list itself says it: each alone may look fine. */
function draft(invoice: InvoiceAt<'draft'>, problems: Problem[], now: number): Situation {
  const { sentence, ...rest } = askedOf(invoice, problems, now) ?? still(invoice, problems, now)
  const twin = problems.find(({ code }) => code === 'number.otherDraft')
  return { ...rest, sentence: twin ? `${sentence} ${twin.message}` : sentence }
}

/** The buyer was asked, and what was asked for is still missing. */
function askedOf(invoice: InvoiceAt<'draft'>, problems: Problem[], now: number): Situation | undefined {
  const { asked } = invoice
  const missing = fieldsToAsk(problems)
  if (!asked || !missing.length) return undefined
  const since = `Demandé au client le ${inFrenchDay(dayOf(asked.at))} : ${askedWords(missing)}.`
  return isUnanswered(invoice, now)
    ? { mark: 'waits', word: 'À relancer', sentence: `${since} Pas de réponse notée : relancez-le.`, waits: true }
    : { mark: 'withClient', word: 'En attente du client', sentence: since, waits: false }
}

/** As it is, and for how long nobody has touched it (domaine.md §2.2: a draft is not sent). */
function still(invoice: InvoiceAt<'draft'>, problems: Problem[], now: number): Situation {
  const { sentence, ...rest } = alone(problems, invoice.refusal?.problems[0])
  const since = isForgotten(invoice, now)
    ? ` Enregistrée le ${inFrenchDay(dayOf(invoice.savedAt))}, rien n’est parti.`
    : ''
  return { ...rest, sentence: `${sentence}${since}` }
}

function alone(problems: Problem[], refusal: Problem | undefined): Situation {
  const stops = problems.filter(({ severity }) => severity === 'stop')
  const [first] = stops
  if (refusal && !first)
    return { mark: 'incomplete', word: 'Refusée', sentence: `${refusal.message} Rien n’a été intégré.`, waits: true }
  if (!first)
    return {
      mark: 'ready',
      word: 'Prête',
      sentence: `${glance(problems)} Pas encore envoyée.`,
      waits: true,
    }
  if (stops.every(({ code }) => code === 'value.unlooked'))
    return {
      mark: 'incomplete',
      word: 'À vérifier',
      sentence: `${stops.length === 1 ? 'Une' : (few[stops.length] ?? stops.length)} valeur${stops.length > 1 ? 's' : ''} à vérifier avant l’envoi.`,
      waits: true,
    }
  const others = stops.length - 1
  const more = others ? ` Et ${others} autre${others > 1 ? 's' : ''} point${others > 1 ? 's' : ''}.` : ''
  return { mark: 'incomplete', word: 'À compléter', sentence: `${first.message}${more}`, waits: true }
}

const few = ['', 'Un', 'Deux', 'Trois', 'Quatre', 'Cinq', 'Six', 'Sept', 'Huit', 'Neuf', 'Dix']
/** What stops nothing, and is worth a look: the first point itself, and how many more. */
function glance([first, ...others]: Problem[]): string {
  if (!first) return 'Tous les contrôles sont passés.'
  const more = others.length > 1 ? ` Et ${others.length} autres points.` : others.length ? ' Et un autre point.' : ''
  return `${first.message}${more}`
}
