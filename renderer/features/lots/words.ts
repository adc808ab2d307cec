import type { LotLine } from '../../../shared/contract/lots.ts'
import { dayOf, longDay } from '../../../shared/base/dates.ts'
import { french } from '../../../shared/base/french.ts'
import type { LotSyntax } from '../../../shared/domain/lifecycle/lot.ts'
import { several } from '../../app/format.ts'

/** What lots are made of, in the owner's words: several of them, and one. */
export const SYNTAXES: Record<LotSyntax, { many: string; one: string; why: string }> = {
  facturx: {
    many: 'PDF avec leurs données',
    one: 'PDF avec données',
    why: 'Factur-X : Chorus Pro lit tout, rien à ressaisir.',
  },
  cii: {
    many: 'fichiers de données (CII)',
    one: 'Données seules (CII)',
    why: 'Chorus Pro lit tout, rien à ressaisir.',
  },
  ubl: {
    many: 'fichiers de données (UBL)',
    one: 'Données seules (UBL)',
    why: 'Chorus Pro lit tout, rien à ressaisir.',
  },
  pdf: { many: 'PDF simples', one: 'PDF simple', why: 'Par le portail seulement.' },
}

/** « 2 factures », « 1 facture » */
export const count = (many: number, word: string): string =>
  `${many}\u00a0${many > 1 ? word.replace(/(?<=\p{L})(?= |$)/gu, 's') : word}`

/** « 20 novembre », with its year when it is not this one. */
export const dayWords = (at: number): string =>
  longDay(dayOf(at)).replace(new RegExp(`.${dayOf(Date.now()).slice(0, 4)}$`), '')
/** « Lot du 20 novembre » */
export const lotName = ({ at }: Pick<LotLine, 'at'>): string => `Lot du ${dayWords(at)}`

/** Where a lot is: its drawing and colour, a sentence, and the portal's word under it. */
export function stateOf(lot: LotLine): { glyph: string; tone: string; plain: string; word: string } {
  const { state, count: all, arrived, returned, toCorrect } = lot
  if (state !== 'done' && !(returned && state === 'deposited')) return WAITING[state]
  const tone = toCorrect ? 'waits' : returned === all ? 'stop' : 'ok'
  const glyph = toCorrect ? 's-warn' : returned === all ? 's-stop' : 's-check'
  if (returned === 0) return { glyph, tone, plain: 'Toutes arrivées', word: 'Intégré' }
  if (returned === all) return { glyph, tone, plain: 'Aucune arrivée', word: 'Rejeté' }
  const plain = [arrived && count(arrived, 'arrivée'), count(returned, 'revenue')].filter(Boolean).join(', ')
  return { glyph, tone, plain, word: 'Intégré en partie' }
}
const WAITING = {
  leaving: { glyph: 's-clock', tone: 'quiet', plain: 'En file', word: 'Part dès que possible' },
  uncertain: { glyph: 's-unsure', tone: 'waits', plain: 'Envoi sans réponse sûre', word: 'Choriste cherche le lot' },
  sent: { glyph: 's-q1', tone: 'quiet', plain: 'Reçu par Chorus Pro', word: 'Reçu ne veut pas dire accepté' },
  toDeposit: { glyph: 's-ready', tone: 'waits', plain: 'À déposer sur le portail', word: 'L’archive est prête' },
  deposited: {
    glyph: 's-q1',
    tone: 'quiet',
    plain: 'Déposé par vous',
    word: french('À regarder dans « Suivi des flux »'),
  },
  done: { glyph: 's-check', tone: 'ok', plain: 'Toutes arrivées', word: 'Intégré' },
} as const

/** The heading of the page: what waits for the person, in one sentence, and what is well beside it. */
export function headingOf(lots: LotLine[]): { title: string; detail: string } {
  const back = lots.filter(({ toCorrect }) => toCorrect)
  const toCorrect = back.reduce((sum, lot) => sum + lot.toCorrect, 0)
  const toDeposit = lots.filter(({ state }) => state === 'toDeposit').length
  if (toCorrect) {
    const [only, second] = back
    const title = `${several(toCorrect, 'facture')} d’un lot ${toCorrect > 1 ? 'sont revenues' : 'est revenue'}`
    const rest = only && !second ? only.arrived : 0
    if (!rest) return { title, detail: 'Corrigez, puis renvoyez sous le même numéro.' }
    return { title, detail: rest > 1 ? `Les ${rest} autres sont arrivées.` : 'L’autre est arrivée.' }
  }
  if (toDeposit)
    return {
      title: toDeposit > 1 ? `${toDeposit} lots sont à déposer sur le portail` : 'Un lot est à déposer sur le portail',
      detail: toDeposit > 1 ? 'Leurs archives sont prêtes.' : 'Son archive est prête.',
    }
  const onTheWay = lots.some(({ state }) => state !== 'done' && state !== 'deposited')
  if (onTheWay) return { title: 'Un lot est en route', detail: 'Reçu ne veut pas dire accepté.' }
  return { title: 'Rien n’attend dans vos lots', detail: '' }
}
