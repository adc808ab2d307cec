import { inFrenchDay } from '../../base/dates.ts'
import { isCreditNote, type FieldName, type Fields } from '../fields/fields.ts'
import type { InvoiceAt } from './invoice.ts'
import { formatCents } from '../../base/money.ts'
import { demands } from '../buyers/requirements.ts'
import type { RuleContext } from '../rules/rule.ts'
import type { Problem } from '../rules/problem.ts'
import type { RuleCode } from '../rules/rulebook.ts'
import { french } from '../../base/french.ts'
import patience from '../../tables/patience.json' with { type: 'json' }

// What only the buyer can tell: the letter that asks for it, and how long one waits for the answer (domaine.md §4.4).

/** Which field the buyer is asked for when this problem stands. */
const askedFor = new Map<string, FieldName>(
  Object.entries({
    'recipient.unknown': 'buyerSiret',
    'recipient.inactive': 'buyerSiret',
    'recipient.worksOnly': 'buyerSiret',
    'service.missing': 'serviceCode',
    'service.closed': 'serviceCode',
    'service.reserved': 'serviceCode',
    'engagement.missing': 'engagementNumber',
    'engagement.unknown': 'engagementNumber',
  } as const satisfies Partial<Record<RuleCode, FieldName>>),
)
/** Is there a letter that asks the buyer for it? */
export const isForTheBuyer = ({ code }: Problem): boolean => askedFor.has(code)

/** What is wrong or missing that the buyer alone can tell, each field once. */
export const fieldsToAsk = (problems: Problem[]): FieldName[] => [
  ...new Set(problems.flatMap(({ code }) => askedFor.get(code) ?? [])),
]

const lines: Partial<Record<FieldName, string>> = {
  buyerSiret: 'votre SIRET de facturation sur Chorus Pro (14 chiffres)',
  serviceCode: 'le code service, qui désigne le bureau chargé de la facture',
  engagementNumber: 'le numéro d’engagement, ou à défaut le numéro de bon de commande',
}
const short: Partial<Record<FieldName, string>> = {
  buyerSiret: 'le SIRET de facturation',
  serviceCode: 'le code service',
  engagementNumber: 'le numéro d’engagement',
}
/** « le code service et le numéro d’engagement » */
export const askedWords = (fields: FieldName[]): string =>
  fields
    .map((field) => short[field] ?? '')
    .filter(Boolean)
    .join(' et ')

export type Mail = { subject: string; body: string }

const REHEARSAL = 'Démonstration'

/** The letter that asks this buyer for exactly what it requires and what is missing; for all three while nothing is known. */
export function requestMail(fields: Fields, facts: RuleContext, problems: Problem[]): Mail {
  const missing = fieldsToAsk(problems)
  const asked: FieldName[] = missing.length ? missing : ['buyerSiret', 'serviceCode', 'engagementNumber']
  const noun = isCreditNote(fields) ? 'notre avoir' : 'notre facture'
  const named = [
    `${noun}${fields.number ? ` ${fields.number}` : ''}`,
    fields.issueDate && `du ${inFrenchDay(fields.issueDate)}`,
    fields.grossTotal !== null && `(${formatCents(fields.grossTotal)} TTC)`,
  ].filter(Boolean)
  const isEither = facts.recipient !== null && demands(facts.recipient, fields.serviceCode).either
  const listed =
    isEither && missing.includes('engagementNumber') && !missing.includes('serviceCode')
      ? [`${lines.serviceCode!}, ou bien ${lines.engagementNumber!}`]
      : asked.map((field) => lines[field]!)
  const rehearsal = facts.environment === 'demonstration' ? REHEARSAL : ''
  const body = [
    ...(rehearsal ? [`${rehearsal}, à ne pas envoyer.`, ''] : []),
    'Bonjour,',
    '',
    `Pour déposer sur Chorus Pro ${named.join(' ')}, il nous manque :`,
    ...listed.map((line) => `- ${line}${line === listed.at(-1) ? '.' : ' ;'}`),
    '',
    `Pourriez-vous nous ${listed.length > 1 ? 'les' : 'l’'}${listed.length > 1 ? ' ' : ''}indiquer ? Vous ${listed.length > 1 ? 'les ' : 'l’'}avez sans doute sur le bon de commande.`,
    '',
    'Avec nos remerciements,',
    facts.company.name,
  ]
  return {
    subject: french(
      `${rehearsal && `${rehearsal} : `}Informations Chorus Pro pour ${noun.replace('notre ', isCreditNote(fields) ? 'l’' : 'la ')} ${fields.number}`.trim(),
    ),
    body: french(body.join('\n').trim()),
  }
}

/** The letter as it is copied. */
export const textOf = ({ subject, body }: Mail): string => `${french('Objet :')} ${subject}\n\n${body}`

/** What mail programs take of an address, in characters: the shortest limit known, that of Windows (ShellExecute). */
const ADDRESS = 2048

/**
 * The address that opens the person's own mail program on a letter; to whom it goes is theirs to fill in. A letter that is
 * too long for an address is cut at its end; half a character, as a bad reading may leave one, is left out.
 */
export function mailto({ subject, body }: Mail): string {
  const head = `mailto:?subject=${encoded(subject.slice(0, 200))}&body=`
  const whole = encoded(body.replaceAll('\n', '\r\n'))
  // Not within a sign, which may take up to four « %C3 ».
  return head + whole.slice(0, ADDRESS - head.length).replace(whole.length > ADDRESS - head.length ? HALF_SIGN : '', '')
}
const HALF_SIGN = /(%[0-9A-F]?|%[C-F][0-9A-F](%[89AB][0-9A-F])*(%[0-9A-F]?)?)$/
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed().replaceAll('\ufffd', ''))

const DAY = 24 * 3_600_000
const { forgottenHours, unansweredDays, againDays } = patience.recall

/** The buyer has been asked and has had its time (epoch ms). */
export const isUnanswered = ({ asked }: Pick<InvoiceAt<'draft'>, 'asked'>, now: number): boolean =>
  asked !== undefined && now >= asked.at + unansweredDays * DAY

/** Nothing has been done about a draft for a day, and nobody is waited for (epoch ms). */
export const isForgotten = ({ savedAt, asked }: Pick<InvoiceAt<'draft'>, 'savedAt' | 'asked'>, now: number): boolean =>
  asked === undefined && now >= savedAt + forgottenHours * 3_600_000

/** When the person is told of a draft again (epoch ms). */
export function recallAt({ savedAt, asked, recalledAt }: InvoiceAt<'draft'>): number {
  if (recalledAt !== undefined) return recalledAt + againDays * DAY
  return asked ? asked.at + unansweredDays * DAY : savedAt + forgottenHours * 3_600_000
}
