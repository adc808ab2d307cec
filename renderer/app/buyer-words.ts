import type { BuyerView, Hit } from '../../shared/contract/buyers.ts'
import { demands } from '../../shared/domain/buyers/requirements.ts'
import { formatSiret } from '../../shared/base/siret.ts'
import { french } from '../../shared/base/french.ts'
import { longDay } from './format.ts'

/** « 99410 Saint-Aubrac · 219 904 174 00014 » */
export const placeOf = ({ postcode, town, siret }: Pick<Hit, 'postcode' | 'town' | 'siret'>): string =>
  [[postcode, town].filter(Boolean).join(' '), formatSiret(siret)].filter(Boolean).join(' · ')

/** What a buyer asks for, in one sentence. */
export function asksOf({ recipient, isUnknown }: BuyerView): string {
  if (isUnknown) return 'Chorus Pro ne connaît pas cette structure.'
  if (!recipient) return 'Ce qu’il exige n’est pas encore connu.'
  const wanted = demands(recipient, '')
  if (wanted.either) return 'Un code service ou un numéro d’engagement.'
  if (wanted.service && wanted.engagement) return 'Un code service et un numéro d’engagement.'
  if (wanted.service) return 'Un code service.'
  return wanted.engagement ? 'Un numéro d’engagement.' : 'Rien de plus que la facture.'
}

/** Who said so, and when: « Demandé à Chorus Pro, vu le 12 novembre 2026 ». */
export function seenOf({ source, asOf }: BuyerView): string {
  const day = asOf ? longDay(asOf) : ''
  const words = {
    chorus: `Demandé à Chorus Pro, vu le ${day}.`,
    file: `D’après l’annuaire importé, vu le ${day}. À vérifier auprès de Chorus Pro.`,
    hand: `Saisi par vous le ${day}. À vérifier auprès de Chorus Pro.`,
    none: asOf ? `Trouvé dans l’annuaire le ${day}.` : 'Jamais demandé à Chorus Pro.',
  }
  return french(words[source])
}

/** How fast it pays, in a sentence; empty while nothing has been paid. */
export function paysOf({ payments }: BuyerView): string {
  const { averageDays, paid, last } = payments
  if (averageDays === undefined || !last) return ''
  const which = `${last.number}, ${inDays(last.days)}, le ${longDay(last.on)}.`
  return paid === 1
    ? french(`Une facture payée : ${which}`)
    : french(`${capital(inDays(averageDays))} en moyenne, sur ${paid} factures. La dernière : ${which}`)
}
const inDays = (days: number) => (days < 1 ? 'le jour même' : days === 1 ? 'en 1 jour' : `en ${days} jours`)
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
