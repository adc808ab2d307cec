import { cadreOf, isWorks } from '../fields/cadre.ts'
import type { Cadre } from '../fields/fields.ts'
import { formatSiret, isSiret, looksLikeSiret } from '../../base/siret.ts'
import { rule, keySeverity } from './rule.ts'

/** In this cadre another firm approves the invoice before the client sees it (domaine.md §5.1). */
export const needsValideur = (cadre: Cadre): boolean => cadreOf({ cadre }).valideur !== null

const alreadyPaid = rule({
  code: 'cadre.alreadyPaid',
  control: 'cadre',
  source: 'domaine.md §16.6, §5.1',
  confidence: 'sure',
  severity: 'stop',
  field: 'payable',
  find: ({ cadre, payable }) =>
    cadre === 'A2' && payable
      ? {
          message: 'Une facture déjà payée a un net à payer de 0 €.',
          advice: 'Mettez 0 ; ou, si elle reste à payer, choisissez le cadre A1.',
        }
      : undefined,
})

const valideur = rule({
  code: 'cadre.valideur',
  control: 'cadre',
  source: 'domaine.md §16.6, §3 [R5], chorus-pro-api.md §8.8',
  confidence: 'sure',
  severity: 'stop',
  field: 'valideurSiret',
  find: ({ cadre, valideurSiret, supplierSiret }, { circuit, environment, document, isValideurUnknown }) => {
    const who = cadreOf({ cadre }).valideur
    if (!who) return undefined
    // The data of a flow have no place for it (domaine.md §3): the form of a plain PDF has.
    if (circuit === 'flux')
      return {
        severity: 'warn',
        message: `Ce fichier ne peut pas dire qui doit approuver la facture : le ${who}.`,
        advice:
          document.kind === 'facturx'
            ? 'Déposez le PDF simple pour l’indiquer.'
            : 'Prévenez votre client, ou demandez à votre logiciel un PDF.',
      }
    if (!valideurSiret)
      return {
        message: `Il manque le SIRET de l’entreprise qui doit approuver la facture : le ${who}.`,
        advice: 'Il figure sur le contrat de sous-traitance ou l’acte d’engagement.',
      }
    if (!looksLikeSiret(valideurSiret))
      return { message: `« ${valideurSiret} » n’est pas un SIRET : il faut 14 chiffres.`, advice: `C’est le ${who}.` }
    if (!isSiret(valideurSiret))
      return {
        severity: keySeverity(environment),
        message: `La clé du SIRET ${formatSiret(valideurSiret)} ne tombe pas juste : un chiffre est faux.`,
        advice: `Demandez son SIRET au ${who}.`,
      }
    if (valideurSiret === supplierSiret)
      return {
        message: 'Votre entreprise ne peut pas approuver sa propre facture.',
        advice: `C’est au ${who} de l’approuver : indiquez son SIRET.`,
      }
    return isValideurUnknown
      ? {
          message: `Chorus Pro ne connaît pas d’entreprise ${formatSiret(valideurSiret)} pour approuver la facture.`,
          advice: `Le ${who} doit avoir un compte Chorus Pro : vérifiez son SIRET avec lui.`,
        }
      : undefined
  },
})

/** Works contracts have an application of their own on the portal, and flows of their own since February 2024 [K4]. */
const works = rule({
  code: 'cadre.works',
  control: 'cadre',
  source: 'domaine.md §5.2 [R4][C15][K4]',
  confidence: 'sure',
  severity: 'warn',
  field: 'cadre',
  find: (fields) =>
    isWorks(fields)
      ? {
          message: 'Un marché de travaux se dépose sur le portail, dans « Factures de travaux ».',
          advice: 'Choriste vous y guide pas à pas ; rien ne part d’ici.',
        }
      : undefined,
})

export const cadreRules = [alreadyPaid, valideur, works]
