import limits from '../../tables/limits.json' with { type: 'json' }
import { normalNumber } from '../fields/fields.ts'
import { wordsOf } from '../platform/status.ts'
import { rule, type Twin } from './rule.ts'

const numberLength = limits.numberLength.value

const numberGiven = rule({
  code: 'number.missing',
  control: 'number',
  source: 'domaine.md §16.2',
  confidence: 'sure',
  severity: 'stop',
  field: 'number',
  find: ({ number }) =>
    number.trim()
      ? undefined
      : {
          message: 'Il manque le numéro de la facture.',
          advice: 'Il est d’ordinaire en haut de la page, près de la date.',
        },
})

const isPlain = (number: string) => /^(?! )(?!.* {2})(?!.* $)[A-Za-z0-9+_/ -]+$/.test(number)
const proposal = (number: string) => `Par exemple : « ${shortNumber(number)} ».`

/**
 * The same number in signs and at a length Chorus Pro takes (domaine.md §16.2): proposed, never applied by itself. The end
 * is kept: it is what tells invoices apart.
 */
export function shortNumber(number: string): string {
  const plain = number
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9+_/-]+/g, '-')
    .replace(/^-+|-+$/g, '')
  if (plain.length <= numberLength) return plain
  const bare = (text: string) => text.replace(/[^A-Za-z0-9]/g, '')
  // « FAC-2026-… » says as much as « FAC26… »: its first letters are kept where that is enough.
  return bare(bare(plain).length > numberLength ? plain.replace(/(?<!\d)20(?=\d\d(?!\d))/, '') : plain).slice(
    -numberLength,
  )
}

const numberShort = rule({
  code: 'number.tooLong',
  control: 'number',
  source: limits.numberLength.source,
  confidence: 'sure',
  severity: 'stop',
  field: 'number',
  find: ({ number }) =>
    number.length > numberLength
      ? {
          message: `Le numéro a ${number.length} caractères ; Chorus Pro en accepte ${numberLength}.`,
          advice: `${proposal(number)} Le numéro de la page doit rester reconnaissable.`,
        }
      : undefined,
})

const numberShape = rule({
  code: 'number.shape',
  control: 'number',
  // Two sources agree on the signs; only the single space is in doubt (domaine.md, « Ce qui reste incertain », 5): it passes.
  source: 'chorus-pro-api.md §8.1 [S], domaine.md §2.5, §16.2',
  confidence: 'sure',
  severity: 'stop',
  field: 'number',
  find: ({ number }) => {
    if (!number.trim() || isPlain(number)) return undefined
    const [odd] = number.replace(/[A-Za-z0-9+_/ -]/g, '')
    return {
      message: odd
        ? `Le numéro contient « ${odd} », que Chorus Pro n’accepte pas.`
        : 'Le numéro a un espace de trop, que Chorus Pro n’accepte pas.',
      advice: `Il accepte les lettres sans accent, les chiffres et - _ / +. ${proposal(number)}`,
    }
  },
})

/** Two invoices of one day would bear the same; users report that it is turned away, the sources do not say so. */
const numberIsDay = rule({
  code: 'number.day',
  control: 'number',
  source: 'chorus-pro-api.md §8.1 (unicité), domaine.md §16.3',
  confidence: 'likely',
  severity: 'warn',
  field: 'number',
  find: ({ number, issueDate }) => {
    const digits = number.replace(/\D/g, '')
    const day = issueDate.replaceAll('-', '')
    const isDay = day !== '' && digits.length === number.trim().replace(/[-/ ]/g, '').length
    return isDay && (digits === day || digits === `${day.slice(6)}${day.slice(4, 6)}${day.slice(0, 4)}`)
      ? {
          message: `Le numéro ${number} est la date de la facture.`,
          advice:
            'Chorus Pro refuse parfois un tel numéro, et deux factures d’un même jour auraient le même. Vérifiez-le sur la page.',
        }
      : undefined
  },
})

const rejectedNumber = rule({
  code: 'number.rejected',
  control: 'number',
  source: 'domaine.md §9 (Rejetée : nouveau numéro)',
  confidence: 'sure',
  severity: 'stop',
  field: 'number',
  find: ({ number }, { replaces, twins }) =>
    replaces &&
    normalNumber(number) === normalNumber(replaces.number) &&
    !twins.some(({ id, likeness }) => id === replaces.id && !likeness)
      ? {
          message: `${replaces.number} ne peut plus servir : elle est annulée chez le client.`,
          advice: 'Donnez un nouveau numéro à celle-ci, sur sa page aussi.',
        }
      : undefined,
})

const neverSent = rule({
  code: 'number.twin',
  control: 'number',
  source: 'domaine.md §16.3, §9',
  confidence: 'sure',
  severity: 'stop',
  field: 'number',
  find: ({ number }, { twins }) => {
    const sent = twins.find((twin) => !twin.likeness && hasLeft(twin))
    if (!sent) return undefined
    if (sent.stage === 'portal')
      return {
        message: `Une autre facture ${number} est déjà validée, à déposer sur le portail.`,
        advice: 'Une seule des deux pourra l’être.',
      }
    const { group, label } = wordsOf(sent.status ?? '')
    return group === 'refused'
      ? {
          message: `Le numéro ${number} a déjà servi pour une facture « ${label} ».`,
          advice: 'Une facture refusée garde son numéro : donnez-en un nouveau à celle-ci.',
        }
      : { message: `La facture ${number} est déjà partie.`, advice: 'Regardez-la dans Suivi. Rien ne part deux fois.' }
  },
})

const hasLeft = ({ stage }: Twin) => !['arrived', 'draft', 'discarded'].includes(stage)
const whereIs = (twin: Twin) => (hasLeft(twin) ? 'déjà partie' : 'qui attend aussi')

const nearNumber = rule({
  code: 'number.near',
  control: 'number',
  source: 'domaine.md §16.3, §9 ; chorus-pro-api.md §8.1',
  confidence: 'likely',
  severity: 'warn',
  field: 'number',
  find: ({ number }, { twins }) => {
    const near = twins.find(({ likeness }) => likeness === 'near')
    return near
      ? {
          message: `Le numéro ${number} ressemble à ${near.number}, celui d’une facture ${whereIs(near)}.`,
          advice: 'Si c’est la même facture, ne l’envoyez pas deux fois. Sinon, vérifiez le numéro sur la page.',
        }
      : undefined
  },
})

const sameContent = rule({
  code: 'content.twin',
  control: 'number',
  source: 'domaine.md §9 (doublon), §16.3',
  confidence: 'likely',
  severity: 'warn',
  field: 'number',
  find: (_fields, { twins }) => {
    const alike = twins.find(({ likeness }) => likeness === 'content')
    return alike
      ? {
          message: `Même client, même date et même montant que la facture ${alike.number || 'sans numéro'}, ${whereIs(alike)}.`,
          advice: 'Si ce sont deux factures différentes, tout va bien. Sinon, écartez celle qui est en trop.',
        }
      : undefined
  },
})

const otherDraft = rule({
  code: 'number.otherDraft',
  control: 'number',
  source: 'domaine.md §16.3',
  confidence: 'sure',
  severity: 'warn',
  field: 'number',
  find: ({ number }, { twins }) =>
    twins.some(({ stage, likeness }) => stage === 'draft' && !likeness)
      ? {
          message: `Même numéro qu’une autre facture en attente : ${number}.`,
          advice: 'Une seule des deux pourra partir.',
        }
      : undefined,
})

export const numberRules = [
  numberGiven,
  numberShort,
  numberShape,
  numberIsDay,
  rejectedNumber,
  neverSent,
  otherDraft,
  nearNumber,
  sameContent,
]
