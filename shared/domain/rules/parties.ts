import { formatSiret, isSiret, looksLikeSiret } from '../siret.ts'
import type { Finding, Rule } from './rule.ts'

/** SIRETs of the qualification environment often fail their check digit: there it is only said (domaine.md §4.6). */
const key = (environment: string): { severity: 'stop' | 'warn' } => ({
  severity: environment === 'qualification' ? 'warn' : 'stop',
})

function siretFinding(value: string, environment: string, words: { missing: string; where: string }): Finding {
  if (!value.trim()) return { message: words.missing, advice: words.where }
  if (!looksLikeSiret(value))
    return { message: `« ${value} » n’est pas un SIRET : il faut 14 chiffres.`, advice: words.where }
  if (!isSiret(value))
    return {
      ...key(environment),
      message: `La clé du SIRET ${formatSiret(value)} ne tombe pas juste : un chiffre est faux.`,
      advice: words.where,
    }
  return undefined
}

const supplierSiret: Rule = {
  code: 'supplier.siret',
  control: 'parties',
  source: 'domaine.md §16.1, §4.6',
  severity: 'stop',
  field: 'supplierSiret',
  find: ({ supplierSiret }, { environment }) =>
    siretFinding(supplierSiret, environment, {
      missing: 'Il manque le SIRET de votre entreprise.',
      where: 'Il figure sur votre avis de situation INSEE et sur vos factures : 14 chiffres.',
    }),
}

const buyerSiret: Rule = {
  code: 'buyer.siret',
  control: 'parties',
  source: 'domaine.md §16.1, §4.6',
  severity: 'stop',
  field: 'buyerSiret',
  find: ({ buyerSiret }, { environment }) =>
    siretFinding(buyerSiret, environment, {
      missing: 'Il manque le SIRET du client public.',
      where: 'Il figure sur le bon de commande. Pour un service de l’État, c’est 110 002 011 00044.',
    }),
}

const supplierIsMine: Rule = {
  code: 'supplier.notMine',
  control: 'parties',
  source: 'chorus-pro-api.md §5.9',
  severity: 'stop',
  field: 'supplierSiret',
  find: ({ supplierSiret }, { structures }) =>
    structures.length && isSiret(supplierSiret) && !structures.includes(supplierSiret)
      ? {
          message: `Cette facture est émise par ${formatSiret(supplierSiret)}, qui n’est pas votre structure.`,
          advice: 'Choisissez votre structure, ou changez-la dans Réglages.',
        }
      : undefined,
}

const notToMyself: Rule = {
  code: 'buyer.isSupplier',
  control: 'parties',
  source: 'domaine.md §1',
  severity: 'stop',
  field: 'buyerSiret',
  find: ({ supplierSiret, buyerSiret }) =>
    buyerSiret && buyerSiret === supplierSiret
      ? {
          message: 'Le SIRET du client est celui de votre entreprise.',
          advice: 'Cherchez celui du client sur le bon de commande.',
        }
      : undefined,
}

const currency: Rule = {
  code: 'currency.shape',
  control: 'parties',
  source: 'domaine.md §3',
  severity: 'stop',
  field: 'currency',
  find: ({ currency }) =>
    /^[A-Z]{3}$/.test(currency)
      ? undefined
      : { message: 'La devise n’est pas reconnue.', advice: 'Pour des euros, écrivez EUR.' },
}

export const partyRules = [supplierSiret, buyerSiret, supplierIsMine, notToMyself, currency]
