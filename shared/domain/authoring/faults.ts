import limits from '../../tables/limits.json' with { type: 'json' }
import { isWholeIban } from '../../base/iban.ts'
import { isDate } from '../../base/dates.ts'
import { formatCents } from '../../base/money.ts'
import { isSiret } from '../../base/siret.ts'
import { french } from '../../base/french.ts'
import type { AuthoredInvoice } from './authored.ts'
import { lineFaults, type Fault } from './line-faults.ts'
import { totalsOf, type AuthoredTotals } from './totals.ts'

type Check = (invoice: AuthoredInvoice, totals: AuthoredTotals) => string | false | undefined

/**
 * What an authored invoice itself must have, by code; its header is the rulebook's (`check.ts`, on `fieldsOf`). Each with its
 * source.
 */
const CHECKS: Record<string, Check> = {
  // domaine.md §6.1 and §6.2: both names and addresses
  'party.address': ({ seller, buyer }) =>
    [seller, buyer].some(({ name, address }) => !name || !address.city || !address.postcode) &&
    'Il manque un nom ou une adresse : la vôtre et celle du client, avec code postal et ville.',
  // domaine.md §2.5, limits.json
  'party.name': ({ seller, buyer }) =>
    [seller, buyer].some(({ name }) => name.length > limits.nameLength.value) &&
    `Un nom dépasse ${limits.nameLength.value} caractères : abrégez-le.`,
  // chorus-pro-api.md §8.8
  'party.valideur': ({ cadre, valideur, seller }) =>
    ['A9', 'A12'].includes(cadre) &&
    (!valideur || !isSiret(valideur.siret) || valideur.siret === seller.siret) &&
    'Il manque le valideur : le titulaire ou le mandataire, avec son SIRET, qui n’est pas le vôtre.',
  // domaine.md §6.2 (242 nonies A); EN 16931 BR-S-02
  'party.vatNumber': ({ seller }, { rates }) =>
    rates.some(({ category }) => category === 'S') &&
    !seller.vatNumber &&
    'Il manque votre numéro de TVA : une facture qui compte de la TVA doit le porter.',
  // domaine.md §2.2 (saisie: au moins une ligne); EN 16931 BR-16
  'lines.none': ({ lines }) => lines.length === 0 && 'Cette facture n’a aucune ligne : ajoutez-en une.',
  // a situation is one table (mockup a4-facture-situation)
  'lines.progress': ({ lines }) =>
    new Set(lines.map(({ progress }) => progress === null)).size > 1 &&
    'Une situation ne mêle pas avancement et prix unitaires : mettez toutes les lignes en avancement.',
  // domaine.md §7: in franchise no VAT is counted at all
  'lines.franchise': ({ lines }) =>
    lines.some(({ motive }) => motive === 'franchise') &&
    lines.some(({ rate }) => rate > 0) &&
    'Vous êtes en franchise : aucune ligne ne compte de TVA. Retirez les taux.',
  // domaine.md §16.4: a discount is at most what it is taken off
  'discount.tooLarge': ({ discount }, { rates, lineTotal }) =>
    discount?.kind === 'amount' &&
    (discount.value > lineTotal || rates.some((rate) => rate.lineTotal < 0)) &&
    'La remise dépasse ce qui est facturé à l’un des taux : réduisez-la.',
  // chorus-pro-api.md §8.6: montantAPayer ≤ TTC, and no less than nothing
  'prepaid.tooLarge': (_, { payable, prepaid, grossTotal }) =>
    payable < 0 &&
    prepaid > 0 &&
    `L’acompte dépasse le total de ${formatCents(grossTotal)} : une facture ne rend pas d’argent, faites un avoir.`,
  // chorus-pro-api.md §8.7: amounts are positive, credit notes included
  'total.negative': ({ kind }, { grossTotal }) =>
    grossTotal < 0 &&
    (kind === 'creditNote'
      ? 'Les montants d’un avoir s’écrivent en positif.'
      : 'Le total est négatif : faites un avoir.'),
  // domaine.md §7, BR-FR-CO-05
  'origin.missing': ({ kind, origin }) =>
    kind === 'creditNote' &&
    (!origin?.number || !isDate(origin.date)) &&
    'Un avoir corrige une facture : indiquez son numéro et sa date.',
  // EN 16931 BR-61; domaine.md §2.5
  'payment.iban': ({ paymentMode, iban }) =>
    ((paymentMode === 'VIREMENT' && !iban) || (iban !== '' && !isWholeIban(iban))) &&
    'Il manque un IBAN juste : c’est là que le virement doit aller.',
  // EN 16931 BR-CO-25
  'payment.terms': ({ terms, dueDate }) => !terms.due && !dueDate && 'Il manque l’échéance, en date ou en mots.',
  // EN 16931 BR-29; domaine.md §6.1
  'dates.period': ({ performedFrom, performedTo }) =>
    ([performedFrom, performedTo].some((day) => day !== '' && !isDate(day)) ||
      (performedFrom !== '' && performedFrom > performedTo)) &&
    'Les dates d’exécution ne se suivent pas : du premier jour au dernier.',
  // BR-FR-CO-07 (plateformes-agreees.md §4.2)
  'dates.due': ({ kind, cadre, issueDate, dueDate }) =>
    dueDate !== '' &&
    (!isDate(dueDate) || (dueDate < issueDate && kind !== 'deposit' && cadre !== 'A2')) &&
    'L’échéance est avant la date de la facture.',
  // domaine.md §2.5
  'texts.tooLong': ({ comment, subject, reason, legal, terms }) =>
    [comment, subject, reason, legal, ...Object.values(terms)].some(
      (text) => text.length > limits.commentLength.value,
    ) && `Un texte dépasse ${limits.commentLength.value} caractères : raccourcissez-le.`,
}

/** What stops an authored invoice, in the order of the page; empty when it may be issued. */
export function faultsOf(invoice: AuthoredInvoice): Fault[] {
  const totals = countable(invoice)
  if (!totals) return [{ code: 'amounts.tooLarge', message: 'Un montant est démesuré : vérifiez les zéros.' }]
  const whole = Object.entries(CHECKS).flatMap(([code, find]) => {
    const message = find(invoice, totals)
    return message ? [{ code, message: french(message) }] : []
  })
  return [...whole, ...lineFaults(invoice.lines)]
}

function countable(invoice: AuthoredInvoice) {
  try {
    const totals = totalsOf(invoice)
    return totals.grossTotal <= limits.amountCents.value ? totals : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
