import { cadreOf, isWorks } from '../cadre.ts'
import { isSiret } from '../siret.ts'
import type { Rule } from './rule.ts'

const alreadyPaid: Rule = {
  code: 'cadre.alreadyPaid',
  control: 'cadre',
  source: 'domaine.md §16.6, §5.1',
  severity: 'stop',
  field: 'payable',
  find: ({ cadre, payable }) =>
    cadre === 'A2' && payable
      ? {
          message: 'Une facture déjà payée (A2) a un net à payer de 0 €.',
          advice: 'Mettez 0, ou choisissez le cadre A1.',
        }
      : undefined,
}

const valideur: Rule = {
  code: 'cadre.valideur',
  control: 'cadre',
  source: 'domaine.md §16.6, §3 [R5]',
  severity: 'stop',
  field: 'valideurSiret',
  find: ({ cadre, valideurSiret, supplierSiret }) => {
    const who = cadreOf({ cadre }).valideur
    if (!who) return undefined
    if (!valideurSiret)
      return {
        message: `Il manque le SIRET du valideur : le ${who}.`,
        advice: 'Il doit approuver la facture avant le client.',
      }
    if (!isSiret(valideurSiret))
      return { message: 'Le SIRET du valideur est faux.', advice: 'Il faut 14 chiffres, clé comprise.' }
    return valideurSiret === supplierSiret
      ? { message: 'Le valideur ne peut pas être votre entreprise.', advice: `C’est le ${who}.` }
      : undefined
  },
}

/** Works contracts have an application of their own on the portal, and flows of their own since February 2024 [K4]. */
const works: Rule = {
  code: 'cadre.works',
  control: 'cadre',
  source: 'domaine.md §5.2 [R4][C15][K4]',
  severity: 'warn',
  field: 'cadre',
  find: (fields) =>
    isWorks(fields)
      ? {
          message: 'Un marché de travaux se dépose sur le portail, dans « Factures de travaux ».',
          advice: 'Choriste vous y guide pas à pas ; rien ne part d’ici.',
        }
      : undefined,
}

export const cadreRules = [alreadyPaid, valideur, works]
