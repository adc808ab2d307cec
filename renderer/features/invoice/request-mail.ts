import type { Fields } from '../../../shared/domain/fields.ts'
import { french } from '../../../shared/domain/typography.ts'

/** The letter that asks the buyer for what is missing (domaine.md §4.4). */
export const requestMail = ({ number }: Pick<Fields, 'number'>): string =>
  french(`Objet : informations Chorus Pro pour la facture ${number || '(numéro)'}
Bonjour, pour déposer notre facture, merci de nous indiquer : 1) le SIRET de facturation, 2) le code service, 3) le numéro d’engagement ou de bon de commande.`)
