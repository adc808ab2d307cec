import { chorusWords, type PlatformResponse } from '../platform/messages.ts'
import { askedWords } from '../lifecycle/buyer-request.ts'
import { dayOf } from '../../base/dates.ts'
import type { InvoiceEvent, EventOf } from '../lifecycle/events.ts'
import type { Invoice } from '../lifecycle/invoice.ts'
import type { Reply } from '../lifecycle/reply.ts'
import { provenance } from '../document/invoice-ranges.ts'
import { isPast, timesAsked } from '../lifecycle/reply-rules.ts'
import { moneyMoment } from './money.ts'
import type { Mark } from './situation.ts'
import { wordsOf, type StatusEntry } from '../platform/status.ts'
import { french } from '../../base/french.ts'
import { nextTry, timeOf, type Waiting } from './waiting.ts'

/** One moment of an invoice's life, as told to its owner. */
export type Moment = {
  /** ISO local date-time in France, « 2026-11-23T09:41 », or only the day. */
  at: string
  mark: Mark
  title: string
  detail?: string | undefined
  /** What the buyer wrote. */
  quote?: string | undefined
  /** What Chorus Pro answered, word for word. */
  answers?: PlatformResponse[]
  /** The whole answer that proves it, as it came: JSON. */
  proof?: string | undefined
}

export type Journal = { at: number; event: InvoiceEvent }[]

/** Talk with Chorus Pro has waited since then (epoch ms), after this answer. */
type PlatformPause = Waiting & { since: number; answer: PlatformResponse; now: number }

/** `isRehearsal`: in the demonstration, where nobody receives anything. */
type Around = { hold?: PlatformPause | undefined; isRehearsal?: boolean }

/** The life of an invoice, newest first: what happened here, the statuses it has had over there, what it waits for now. */
export function story(invoice: Invoice, journal: Journal, { hold, isRehearsal = false }: Around = {}): Moment[] {
  const here: Moment[] = [
    { at: stamp(invoice.arrivedAt), mark: 'detected', title: 'Arrivée', detail: provenance(invoice.file) },
    ...journal.flatMap(({ at, event }, index) => moment(event, at, journal.slice(0, index)) ?? []),
    ...(hold ? [heldMoment(hold, journal.at(-1)?.at ?? 0)] : []),
  ]
  const there = 'history' in invoice ? invoice.history.map(statusMoment) : []
  // Nothing is heard of an invoice that is closed: within one minute, its end came after the statuses.
  const end = invoice.stage === 'closed' ? here.findLast(({ mark }) => mark === invoice.outcome) : undefined
  return [...here, ...there]
    .map((entry, order) => ({ entry, order }))
    .sort(
      (a, b) =>
        b.entry.at.localeCompare(a.entry.at) || Number(b.entry === end) - Number(a.entry === end) || b.order - a.order,
    )
    .map(({ entry: { title, detail, ...rest } }) => ({
      ...rest,
      title: french(isRehearsal ? title.replace(/sur Chorus Pro$/, 'sur le Chorus Pro de démonstration') : title),
      detail: detail && french(detail),
    }))
}

const heldMoment = (hold: PlatformPause, lastAt: number): Moment => ({
  at: stamp(Math.max(hold.since, lastAt)),
  mark: 'queued',
  title: 'En attente de Chorus Pro',
  detail: `${hold.title}. ${nextTry(hold.until, hold.now)}`,
  answers: [hold.answer],
})

const statusMoment = ({ code, at, comment, by }: StatusEntry): Moment => {
  const { label, group } = wordsOf(code)
  return { at, mark: group, title: label, detail: by, quote: comment }
}

const proofOf = ({ proof }: { proof?: Record<string, unknown> | undefined }) => proof && JSON.stringify(proof, null, 2)

/** An instant as the local date-time of France. */
export const stamp = (at: number): string => `${dayOf(at)}T${timeOf(at).replace(/\D+/g, ':').padStart(5, '0')}`

function moment(event: InvoiceEvent, instant: number, before: Journal): Moment | undefined {
  const at = stamp(instant)
  switch (event.type) {
    case 'read':
      return { at, mark: 'detected', title: 'Lue', detail: event.reading.document.message || undefined }
    case 'reread':
      return { at, mark: 'detected', title: 'Relue', detail: 'Avec ce que vous avez montré sur une autre facture.' }
    case 'separated':
      return { at, mark: 'filed', title: `Séparée par vous en ${event.ids.length} factures` }
    case 'superseded':
      return {
        at,
        mark: 'filed',
        title: 'Remplacée par le nouvel état de son fichier',
        detail: event.isSaid ? 'Avec ce que vous aviez saisi.' : undefined,
      }
    case 'toldApart':
      return { at, mark: 'queued', title: 'Une autre facture que celle du même nom, d’après vous' }
    case 'keptWhole':
      return { at, mark: 'queued', title: 'Une seule facture, d’après vous' }
    case 'joined':
      return { at, mark: 'queued', title: 'Données jointes à votre PDF : un Factur-X', detail: 'Votre PDF est gardé.' }
    case 'parted':
      return { at, mark: 'queued', title: 'Données retirées : le PDF simple' }
    case 'approved':
      return { at, mark: 'ready', title: 'Validée par vous' }
    case 'asked':
      return { at, mark: 'withClient', title: 'Demandée au client', detail: `Attendu : ${askedWords(event.fields)}` }
    case 'withdrawn':
      return { at, mark: 'queued', title: 'Reprise par vous avant l’envoi' }
    case 'receipted':
      return { at, mark: 'sent', title: 'Envoyée', detail: `Accusé reçu, flux ${event.flow}`, proof: proofOf(event) }
    case 'registered':
      return {
        at,
        mark: 'sent',
        title: 'Arrivée sur Chorus Pro',
        detail: event.certificate ? 'Accusé reçu, empreinte du certificat archivée' : `Numéro ${event.remoteNumber}`,
        proof: proofOf(event),
      }
    case 'refused':
      return {
        at,
        mark: 'refused',
        title: 'Refusée à l’envoi',
        detail: event.problems.map(({ message }) => message).join(' '),
        answers: event.problems.flatMap(({ answer }) => answer ?? []),
        proof: proofOf(event),
      }
    case 'lost':
      return { at, mark: 'uncertain', title: 'Envoi incertain', ...lostWords(event.answer) }
    case 'notFound':
      // The searches of a night are one moment, not forty.
      return before.some((entry) => entry.event.type === 'notFound' && entry.at > lastLost(before))
        ? undefined
        : {
            at,
            mark: 'uncertain',
            title: 'Cherchée sur Chorus Pro',
            detail: 'Pas trouvée pour l’instant. Choriste continue de chercher.',
          }
    case 'resent':
      return {
        at,
        mark: 'sending',
        title: event.by === 'user' ? 'Renvoyée par vous' : 'Renvoyée par Choriste',
        detail: event.by === 'app' ? 'Cherchée plusieurs fois, elle n’était pas sur Chorus Pro.' : undefined,
      }
    case 'answered':
      return { at, mark: 'queued', ...replyWords(event.reply) }
    case 'answerReceived':
      return { at, mark: 'sent', title: 'Réponse arrivée sur Chorus Pro' }
    case 'answerRefused':
      return {
        at,
        mark: 'refused',
        title: 'Réponse non acceptée',
        detail: event.problems.map(({ message }) => message).join(' '),
        answers: event.problems.flatMap(({ answer }) => answer ?? []),
      }
    case 'answerLost':
      return { at, mark: 'uncertain', title: 'Réponse incertaine', ...lostWords(event.answer) }
    case 'answerWithdrawn':
      return { at, mark: 'queued', title: 'Réponse retirée par vous avant l’envoi' }
    case 'statusSeen':
      return isOvertaken(event, before)
        ? {
            at,
            mark: 'sent',
            title: 'La facture avait déjà avancé',
            detail: 'Chorus Pro n’attend plus cette réponse. Rien n’est envoyé une fois de plus.',
          }
        : undefined
    case 'replacing':
      return { at, mark: 'detected', title: `Reprise de ${event.replaces.number}`, detail: 'Sous un nouveau numéro' }
    case 'replaced':
      return { at, mark: 'queued', title: 'Reprise dans un brouillon' }
    case 'replacementDropped':
      return { at, mark: 'queued', title: 'Brouillon de remplacement écarté' }
    case 'replacementLeft':
      return { at, mark: 'sent', title: `Remplacée par ${event.number}` }
    case 'depositedByHand':
      return {
        at,
        mark: 'sent',
        title: 'Déposée sur le portail par vous',
        detail: `${event.flow ? `Lot ${event.flow}` : `Numéro ${event.remoteNumber}`}${event.certificate ? ', certificat gardé' : ''}`,
      }
    case 'certified':
      return { at, mark: 'sent', title: 'Certificat de dépôt gardé', detail: event.certificate.name }
    case 'statusTakenBack':
      return { at, mark: 'queued', title: 'Dernier statut noté retiré par vous' }
    case 'looked':
      return { at, mark: 'queued', title: 'Statut regardé sur le portail', detail: 'Rien n’a changé' }
    case 'cashed':
      return { at, mark: 'cashed', title: 'Encaissée', detail: 'Notée par vous' }
    case 'paid':
    case 'paymentsTakenBack':
    case 'claimed':
    case 'serviceSaid':
      return moneyMoment(at, event)
    case 'filed':
      return { at, mark: 'filed', title: 'Classée par vous' }
    case 'reopened':
      return { at, mark: 'queued', title: 'Rouverte par vous' }
    case 'edited':
    case 'discarded':
    case 'restored':
    case 'exampleRemoved':
    case 'statusListed':
    case 'statusNoted':
    case 'walked':
    case 'reminded':
    case 'recalled':
      return undefined
  }
}

/** What the person answered, in words. */
export function replyWords(reply: Reply): { title: string; detail?: string; quote?: string } {
  switch (reply.kind) {
    case 'complete':
      return {
        title: 'Complétée par vous',
        ...(reply.files.length && { detail: `Joint : ${reply.files.map(({ name }) => name).join(', ')}` }),
        ...(reply.comment && { quote: reply.comment }),
      }
    case 'recycle':
      return {
        title: 'Réadressée par vous',
        detail: [
          `SIRET ${reply.buyerSiret}`,
          reply.serviceCode && `service ${reply.serviceCode}`,
          reply.engagementNumber && `engagement ${reply.engagementNumber}`,
          reply.contractNumber && `marché ${reply.contractNumber}`,
        ]
          .filter(Boolean)
          .join(', '),
      }
    case 'correctValideur':
      return { title: 'Valideur corrigé par vous', detail: `SIRET ${reply.valideurSiret}` }
    case 'settleRejection':
      return { title: 'Rejet marqué comme traité' }
  }
}
/** The answer last given, when nothing has been heard of it. */
const openAnswer = (journal: Journal) => {
  const last = journal.findLast(({ event }) => event.type.startsWith('answer') && event.type !== 'answerLost')
  return last?.event.type === 'answered' ? last.event : undefined
}
function isOvertaken(seen: EventOf<'statusSeen'>, before: Journal): boolean {
  const answer = openAnswer(before)
  const known = before.findLast(({ event }) => event.type === 'statusSeen')?.event as EventOf<'statusSeen'> | undefined
  return answer !== undefined && isPast({ ...answer, asked: timesAsked(known?.history ?? [], answer.reply.kind) }, seen)
}

function lostWords(answer: PlatformResponse | undefined): Pick<Moment, 'detail' | 'answers'> {
  const words = answer && chorusWords({ answer })
  return {
    detail: words && words.id !== 'unknown' ? words.message : 'La ligne a été coupée pendant l’envoi.',
    ...(answer && { answers: [answer] }),
  }
}

const lastLost = (journal: Journal) => journal.findLast(({ event }) => event.type === 'lost')?.at ?? 0
