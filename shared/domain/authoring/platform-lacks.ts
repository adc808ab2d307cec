import { isWorks } from '../fields/cadre.ts'
import { isDate } from '../../base/dates.ts'
import { french } from '../../base/french.ts'
import type { AuthoredInvoice } from './authored.ts'

/** What an invoice still lacks to go through an approved platform: the business term it concerns, a sentence with what to do. */
export type Lack = { term: string; message: string }

type Check = { term: string; find: (invoice: AuthoredInvoice) => boolean; message: string }

/** Signs of an electronic address and of an identifier, and their lengths (BR-FR-23 to BR-FR-26, plateformes-agreees.md §4.2). */
const isAddress = (text: string) => /^[A-Za-z0-9+\-_.]{1,125}$/.test(text)
const isIdentifier = (text: string) => /^[A-Za-z0-9+\-_.]{1,100}$/.test(text)
const isNumber = (text: string) => /^[A-Za-z0-9+\-_/]{1,20}$/.test(text)
/** Years 2000 to 2099 (BR-FR-03). */
const isYearKnown = (date: string) => date === '' || date.startsWith('20')

const CHECKS: Check[] = [
  {
    // plateformes-agreees.md §0.3, 16; §1.2
    term: 'BT-23',
    find: isWorks,
    message: 'Un document de travaux ne passe jamais par une plateforme agréée : déposez-le sur Chorus Pro.',
  },
  {
    // BR-FR-02, BR-FR-CPRO-02 (plateformes-agreees.md §4.2, §4.3)
    term: 'BT-1',
    find: ({ number }) => !isNumber(number),
    message: 'Le numéro doit avoir 20 caractères au plus, sans espace ni accent : lettres, chiffres, + - _ /.',
  },
  {
    term: 'BT-25',
    find: ({ origin }) => origin !== null && !isNumber(origin.number),
    message: 'Le numéro de la facture d’origine doit avoir 20 caractères au plus, sans espace ni accent.',
  },
  {
    // BR-FR-CO-05
    term: 'BT-26',
    find: ({ origin }) => origin !== null && !isDate(origin.date),
    message: 'Il manque la date de la facture d’origine.',
  },
  {
    term: 'BT-2',
    find: ({ issueDate, dueDate, performedTo }) => ![issueDate, dueDate, performedTo].every(isYearKnown),
    message: 'Une date est hors des années 2000 à 2099.',
  },
  {
    // BR-FR-13, BR-FR-23
    term: 'BT-34',
    find: ({ seller }) => !isAddress(seller.electronicAddress),
    message: 'Il manque votre adresse électronique de facturation. Votre plateforme vous la donne.',
  },
  {
    // BR-FR-12, BR-FR-23; plateformes-agreees.md §1.4
    term: 'BT-49',
    find: ({ buyer }) => !isAddress(buyer.electronicAddress),
    message: 'Il manque l’adresse électronique du client. Elle se lit dans l’annuaire des plateformes.',
  },
  {
    // BR-FR-CPRO-09
    term: 'BT-29',
    find: ({ seller }) => !/^\d{14}$/.test(seller.siret),
    message: 'Il manque votre SIRET, en 14 chiffres.',
  },
  {
    // BR-FR-CPRO-10
    term: 'BT-46',
    find: ({ buyer }) => !/^\d{14}$/.test(buyer.siret),
    message: 'Il manque le SIRET du client, en 14 chiffres.',
  },
  {
    // BR-FR-24, and the conflit à tester of plateformes-agreees.md §4.2
    term: 'BT-46',
    find: ({ serviceCode }) => serviceCode !== '' && !isIdentifier(serviceCode),
    message: 'Ce code service contient un signe que la plateforme peut refuser, comme « / ».',
  },
  {
    // BR-FR-05
    term: 'PMD',
    find: ({ terms }) => !terms.lateInterest,
    message: 'Il manque la phrase sur les intérêts de retard.',
  },
  { term: 'PMT', find: ({ terms }) => !terms.recoveryCosts, message: 'Il manque la phrase sur l’indemnité de 40 €.' },
  { term: 'AAB', find: ({ terms }) => !terms.earlyPayment, message: 'Il manque la phrase sur l’escompte.' },
  {
    // plateformes-agreees.md §2.1: the agent of the seller in S3 and S6
    term: 'EXT-FR-FE-BG-03',
    find: ({ cadre, valideur }) => ['A9', 'A12'].includes(cadre) && !valideur?.siret,
    message: 'Il manque le titulaire ou le mandataire, avec son SIRET.',
  },
]

/**
 * What an authored invoice still lacks for the AFNOR dialect (plateformes-agreees.md §4, §6), for « Enregistrer pour une plateforme
 * agréée ». The note ADN is written by itself; empty when nothing is missing.
 */
export const platformLacks = (invoice: AuthoredInvoice): Lack[] =>
  CHECKS.filter(({ find }) => find(invoice)).map(({ term, message }) => ({ term, message: french(message) }))
