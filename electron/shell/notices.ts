import { Notification } from 'electron'
import type { Settings } from '../../shared/contract/settings.ts'
import type { Notice, Step } from '../../shared/domain/lifecycle/step.ts'
import { isCreditNote } from '../../shared/domain/fields/fields.ts'
import { isKnown, type Invoice } from '../../shared/domain/lifecycle/invoice.ts'
import { formatCents } from '../../shared/base/money.ts'
import { dayOf, inFrenchDay } from '../../shared/base/dates.ts'
import type { Problem } from '../../shared/domain/rules/problem.ts'
import { adviceOf, commentOf } from '../../shared/domain/lifecycle/reply-rules.ts'
import { wordsOf } from '../../shared/domain/platform/status.ts'
import { french } from '../../shared/base/french.ts'

export type Words = { title: string; body: string }
type Deps = {
  settings: () => Settings
  /** What stands in the way of a draft. */
  problemsOf: (id: string) => Problem[]
  buyerOf: (id: string) => string
  /** In the demonstration, where nobody receives anything. */
  isRehearsal: () => boolean
  /** The person is looking at the window: what was just dropped need not be announced. */
  isWatched: () => boolean
  open: (route: string, said: string) => void
  report: (error: unknown) => void
}

/** Files that come together are announced together: so long are they waited for, in milliseconds. */
const TOGETHER = 1500

/** Tells of each step worth telling, by the system's notifications; a click opens the invoice concerned. */
export function createNotices({ settings, problemsOf, buyerOf, isRehearsal, isWatched, open, report }: Deps) {
  const read: Invoice[] = []
  const toLook: Invoice[] = []
  // The system may collect a notification nobody holds, and its click with it.
  const shown = new Set<Notification>()

  function tell({ invoice, notice }: Step) {
    if (!notice || !isWanted(notice, settings())) return
    if (notice === 'ready' || notice === 'incomplete') collect(invoice)
    else if (notice === 'look') remind(invoice)
    else show(rehearsed(notice, wordsOfNotice(notice, invoice, buyerOf(invoice.id))), `/facture/${invoice.id}`)
  }
  /** What happens at the pretend Chorus Pro says that it is only that. */
  function rehearsed(notice: Notice, { title, body }: Words): Words {
    if (!isRehearsal()) return { title, body }
    return {
      title: `Démonstration : ${title}`,
      body: notice === 'arrived' ? 'Sur le Chorus Pro de démonstration. Aucun client ne l’a reçue.' : body,
    }
  }
  function collect(invoice: Invoice) {
    if (isWatched()) return
    if (!read.length) soon(announceRead)
    read.push(invoice)
  }
  function remind(invoice: Invoice) {
    if (!toLook.length) soon(announceReminders)
    toLook.push(invoice)
  }
  /** One announcement that fails is not the last one. */
  function soon(announce: () => void) {
    const run = () => {
      try {
        announce()
      } catch (error) {
        report(error)
      }
    }
    setTimeout(run, TOGETHER).unref()
  }
  function announceReminders() {
    const all = toLook.splice(0)
    const [first, second] = all
    if (first && !second) show(wordsOfNotice('look', first, buyerOf(first.id)), `/suivi/${first.id}`)
    else if (first)
      show(
        {
          title: `${all.length} factures à regarder sur le portail`,
          body: 'Notez leur statut, ou collez la liste du portail : une fois pour toutes.',
        },
        '/portail',
      )
  }
  function announceRead() {
    const all = read.splice(0)
    const [first, second] = all
    if (first && !second) show(wordsOfDraft(first, problemsOf(first.id)), `/facture/${first.id}`)
    else if (first)
      show(
        { title: `${all.length} factures lues`, body: 'Rien n’est parti. Regardez-les avant l’envoi.' },
        '/a-deposer',
      )
  }
  function show({ title, body }: Words, route: string) {
    if (!Notification.isSupported()) return
    const notification = new Notification({ title: french(title), body: french(body) })
    shown.add(notification)
    notification.on('click', () => open(route, `${title}.`))
    notification.on('close', () => shown.delete(notification))
    notification.show()
  }
  return { tell, say: (words: Words, route: string) => show(words, route) }
}

function isWanted(notice: Notice, { notifications }: Settings): boolean {
  if (['ready', 'incomplete', 'forgotten', 'unanswered'].includes(notice)) return notifications.drafts
  return notice === 'arrived' ? notifications.arrivals : notifications.statuses
}

function wordsOfDraft(invoice: Invoice, problems: Problem[]): Words {
  const [first] = problems.filter(({ severity }) => severity === 'stop')
  return {
    title: `Facture ${nameOf(invoice)} lue`,
    body: first ? `${first.message} Rien n’est parti.` : 'Rien ne manque. Elle n’est pas encore envoyée.',
  }
}

/** What a notification says of a step. `buyer` may be empty. */
export function wordsOfNotice(notice: Exclude<Notice, 'ready' | 'incomplete'>, invoice: Invoice, buyer: string): Words {
  const name = nameOf(invoice)
  const client = buyer || 'Le client'
  switch (notice) {
    case 'arrived':
      return { title: `${name} est arrivée`, body: 'Chorus Pro l’a reçue. L’accusé est archivé.' }
    case 'uncertain':
      return {
        title: `Envoi incertain de ${name}`,
        body: 'L’envoi est resté sans réponse sûre. Choriste la cherche sur Chorus Pro avant toute autre chose.',
      }
    case 'refused': {
      const [problem] = 'refusal' in invoice ? (invoice.refusal?.problems ?? []) : []
      return { title: `${name} n’a pas été acceptée`, body: `${problem?.message ?? ''} Rien n’a été intégré.`.trim() }
    }
    case 'answerRefused': {
      const [problem] = invoice.stage === 'followed' ? (invoice.answering?.problems ?? []) : []
      return {
        title: `Réponse non acceptée pour ${name}`,
        body: `${problem?.message ?? ''} Corrigez-la et renvoyez-la.`.trim(),
      }
    }
    case 'look':
      return {
        title: `Où en est ${name} ?`,
        body: `Regardez son statut sur le portail, puis notez-le ici. ${buyer ? `Client : ${buyer}.` : ''}`.trim(),
      }
    case 'forgotten':
      return { title: `${name} n’est pas encore envoyée`, body: 'Enregistrée depuis plus d’un jour. Rien n’est parti.' }
    case 'unanswered': {
      const since = invoice.stage === 'draft' && invoice.asked ? inFrenchDay(dayOf(invoice.asked.at)) : ''
      return {
        title: `${client} n’a pas répondu`,
        body: `Vous lui avez demandé le ${since} ce qui manque pour ${name}. Relancez-le, ou saisissez sa réponse.`,
      }
    }
    case 'status':
      return wordsOfStatus(invoice, name, client)
  }
}

function wordsOfStatus(invoice: Invoice, name: string, client: string): Words {
  const status = 'status' in invoice ? invoice.status : ''
  const comment = 'history' in invoice ? commentOf(invoice) : ''
  const todo = invoice.stage === 'followed' ? adviceOf(invoice) : ''
  const { plain, label } = wordsOf(status)
  const amount = isKnown(invoice) && invoice.fields.payable !== null ? ` : ${formatCents(invoice.fields.payable)}` : ''
  if (status === 'MISE_EN_PAIEMENT' && isKnown(invoice) && isCreditNote(invoice.fields))
    return { title: `Avoir ${name} pris en compte`, body: `${client}. Il se déduit d’un prochain paiement.` }
  if (status === 'MISE_EN_PAIEMENT')
    return {
      title: `Virement ordonné${amount}`,
      body: `${client}, facture ${name}. Vérifiez votre compte dans quelques jours.`,
    }
  if (status === 'SUSPENDUE')
    return {
      title: `${client} demande une pièce`,
      body: `${comment ? `« ${comment} » ` : ''}Pour ${name}. Le délai de paiement est arrêté en attendant.`,
    }
  return { title: `${name} : ${plain}`, body: `${client}, « ${label} ». ${comment ? `« ${comment} »` : todo}` }
}

const nameOf = (invoice: Invoice) =>
  isKnown(invoice) && invoice.fields.number ? invoice.fields.number : invoice.file.name
