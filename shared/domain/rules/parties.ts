import { isCreditNote } from '../fields/fields.ts'
import { isFromFile, type Origin } from '../document/reading.ts'
import { isSameName } from '../../base/same-name.ts'
import { formatSiret, isSiret, looksLikeSiret } from '../../base/siret.ts'
import { rule, keySeverity, type Finding } from './rule.ts'
import { type Environment } from '../platform/environment.ts'

function siretFinding(
  value: string,
  environment: Environment,
  words: { missing: string; where: string; siren?: string | undefined },
): Finding {
  const { siren } = words
  if (siren && !isSiret(value))
    return {
      message: `Le fichier ne donne que le SIREN ${siren.replace(/(\d{3})(?=\d)/g, '$1\u202f')}.${
        looksLikeSiret(value) ? ` La page porte ${formatSiret(value)}, dont la clé est fausse.` : ''
      }`,
      advice: `Chorus Pro demande le SIRET entier. ${words.where}`,
    }
  if (!value.trim()) return { message: words.missing, advice: words.where }
  if (!looksLikeSiret(value))
    return { message: `« ${value} » n’est pas un SIRET : il faut 14 chiffres.`, advice: words.where }
  if (!isSiret(value))
    return {
      severity: keySeverity(environment),
      message: `La clé du SIRET ${formatSiret(value)} ne tombe pas juste : un chiffre est faux.`,
      advice: words.where,
    }
  return undefined
}

const supplierSiret = rule({
  code: 'supplier.siret',
  control: 'parties',
  source: 'domaine.md §16.1, §4.6',
  confidence: 'sure',
  severity: 'stop',
  field: 'supplierSiret',
  find: ({ supplierSiret }, { environment, document, origins }) =>
    siretFinding(supplierSiret, environment, {
      siren: origins.supplierSiret?.source === 'user' ? undefined : document.sirens?.supplierSiret,
      missing: 'Il manque le SIRET de votre entreprise.',
      where: 'Il figure sur votre avis de situation INSEE et sur vos factures : 14 chiffres.',
    }),
})

const buyerSiret = rule({
  code: 'buyer.siret',
  control: 'parties',
  source: 'domaine.md §16.1, §4.6',
  confidence: 'sure',
  severity: 'stop',
  field: 'buyerSiret',
  find: ({ buyerSiret }, { environment, document, origins }) =>
    siretFinding(buyerSiret, environment, {
      siren: origins.buyerSiret?.source === 'user' ? undefined : document.sirens?.buyerSiret,
      missing: 'Il manque le SIRET du client public.',
      where: 'Il figure sur le bon de commande. Pour un service de l’État, c’est 110 002 011 00044.',
    }),
})

const NOT_MINE = 'Vérifiez qui dépose : rien ne part qu’au nom de celui qui l’a émis.'

/** Likely only: a firm has several addresses, and a page may be misread. So it warns. */
const supplierIsMine = rule({
  code: 'supplier.notMine',
  control: 'mine',
  source: 'domaine.md §1, chorus-pro-api.md §5.9',
  confidence: 'likely',
  severity: 'warn',
  field: 'supplierSiret',
  find: (fields, { company, origins }) => {
    const { supplierSiret, supplierName } = fields
    if (!company.siret || !isSiret(supplierSiret)) return undefined
    const issued = isCreditNote(fields) ? 'Cet avoir est émis' : 'Cette facture est émise'
    const mine = company.name || formatSiret(company.siret)
    const isOtherName = company.name !== '' && !isSameName(supplierName, company.name)
    if (supplierSiret === company.siret)
      return isOtherName && origins.supplierSiret?.source === 'settings' && isRead(origins.supplierName)
        ? { message: `${issued} par ${supplierName}, pas par ${mine}.`, advice: NOT_MINE }
        : undefined
    if (supplierSiret.startsWith(company.siret.slice(0, 9)))
      return {
        message: `Le SIRET ${formatSiret(supplierSiret)} est celui d’une autre adresse de votre entreprise.`,
        advice: `Celui de vos réglages est ${formatSiret(company.siret)}.`,
      }
    return supplierName && !isOtherName
      ? {
          message: `Le SIRET ${formatSiret(supplierSiret)} n’est pas celui de ${mine}, ${formatSiret(company.siret)}.`,
          advice: NOT_MINE,
        }
      : {
          message: `${issued} par ${supplierName || formatSiret(supplierSiret)}, pas par ${mine}.`,
          advice: NOT_MINE,
        }
  },
})
/** A name in doubt accuses nobody. */
const isRead = (origin: Origin | undefined) => origin !== undefined && isFromFile(origin) && origin.trust !== 'check'

/** What Chorus Pro said last; it may have learnt of the firm since, so it warns. */
const supplierIsKnown = rule({
  code: 'supplier.unknown',
  control: 'mine',
  source: 'chorus-pro-api.md §5.9, §9.2',
  confidence: 'sure',
  severity: 'warn',
  field: 'supplierSiret',
  find: ({ supplierSiret }, { isSupplierUnknown }) =>
    isSupplierUnknown && isSiret(supplierSiret)
      ? {
          message: `Chorus Pro ne connaît pas d’entreprise sous le SIRET ${formatSiret(supplierSiret)} pour cet accès : il refuserait la facture.`,
          advice:
            'Vérifiez le SIRET. S’il est juste, créez son compte sur le portail, ou rattachez-y le compte technique.',
        }
      : undefined,
})

const notToMyself = rule({
  code: 'buyer.isSupplier',
  control: 'parties',
  source: 'domaine.md §1',
  confidence: 'sure',
  severity: 'stop',
  field: 'buyerSiret',
  find: ({ supplierSiret, buyerSiret }) =>
    buyerSiret && buyerSiret === supplierSiret
      ? {
          message: 'Le SIRET du client est celui de votre entreprise.',
          advice: 'Cherchez celui du client sur le bon de commande.',
        }
      : undefined,
})

const currency = rule({
  code: 'currency.shape',
  control: 'parties',
  source: 'domaine.md §3, chorus-pro-api.md §8.6',
  confidence: 'sure',
  severity: 'stop',
  field: 'currency',
  find: ({ currency }) =>
    /^[A-Z]{3}$/.test(currency)
      ? undefined
      : { message: 'La devise n’est pas reconnue.', advice: 'Pour des euros, écrivez EUR.' },
})

const otherCurrency = rule({
  code: 'currency.foreign',
  control: 'parties',
  source: 'chorus-pro-api.md §8.6',
  confidence: 'likely',
  severity: 'warn',
  field: 'currency',
  find: ({ currency, taxTotal }) =>
    /^[A-Z]{3}$/.test(currency) && currency !== 'EUR'
      ? {
          message: `La facture est en ${currency}, pas en euros.`,
          advice: taxTotal
            ? 'Vérifiez la devise. Le montant de la TVA doit aussi figurer en euros.'
            : 'Vérifiez la devise.',
        }
      : undefined,
})

export const partyRules = [
  supplierSiret,
  buyerSiret,
  supplierIsKnown,
  supplierIsMine,
  notToMyself,
  currency,
  otherCurrency,
]
