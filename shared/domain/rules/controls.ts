import type { Fields } from '../fields/fields.ts'
import { weightOf } from '../document/attachments.ts'
import { demands } from '../buyers/requirements.ts'
import { formatBytes } from '../../base/size.ts'
import type { RuleContext } from './rule.ts'

/** A line of the green light. */
type Control = {
  name: string
  /** Its name when one of its rules complains. */
  label: string
  /** What is said when none does. Undefined: nothing was checked there. */
  passed: (fields: Fields, facts: RuleContext) => string | undefined
}

export const controls: Control[] = [
  {
    name: 'parties',
    label: 'SIRET',
    passed: ({ supplierSiret, buyerSiret }) => (supplierSiret && buyerSiret ? 'SIRET valides' : undefined),
  },
  {
    name: 'mine',
    label: 'Votre entreprise',
    passed: ({ supplierSiret }, { company }) =>
      company.siret && supplierSiret === company.siret ? 'Émise par votre entreprise' : undefined,
  },
  {
    name: 'recipient',
    label: 'Client sur Chorus Pro',
    passed: (_fields, { recipient }) => (recipient ? 'Client actif sur Chorus Pro' : undefined),
  },
  {
    name: 'service',
    label: 'Code service',
    passed: ({ serviceCode }, { recipient }) => {
      if (!recipient) return undefined
      if (!serviceCode) return 'Code service : ce client n’en exige pas'
      return recipient.services.length ? 'Service ouvert à ce jour' : undefined
    },
  },
  {
    name: 'engagement',
    label: 'Engagement',
    passed: ({ engagementNumber, serviceCode }, { recipient }) => {
      const isWanted = recipient && demands(recipient, serviceCode).engagement
      if (engagementNumber) return isWanted ? 'Engagement présent, ce client l’exige' : 'Engagement présent'
      return recipient ? 'Engagement : ce client n’en exige pas' : undefined
    },
  },
  {
    name: 'number',
    label: 'Numéro de facture',
    passed: ({ number }) => (number ? `Numéro jamais envoyé, ${number.length} caractères` : undefined),
  },
  {
    name: 'date',
    label: 'Date de facture',
    passed: ({ issueDate }) => (issueDate ? 'Date de facture vraisemblable' : undefined),
  },
  {
    name: 'amounts',
    label: 'Montants',
    passed: ({ grossTotal }) => (grossTotal === null ? undefined : 'HT + TVA = TTC, au centime'),
  },
  {
    name: 'looked',
    label: 'Valeurs à vérifier',
    // Read by the machine, confirmed by a person.
    passed: (_fields, { origins }) =>
      Object.values(origins).some(({ source, trust }) => source !== 'user' && trust === 'typed')
        ? 'Valeurs douteuses vérifiées par vous'
        : undefined,
  },
  { name: 'cadre', label: 'Cadre', passed: ({ cadre }) => `Cadre ${cadre} cohérent` },
  { name: 'references', label: 'Références', passed: () => undefined },
  {
    name: 'document',
    label: 'Fichier',
    passed: (_fields, { document }) =>
      ['cii', 'ubl'].includes(document.kind) ? 'Fichier XML lisible' : 'PDF lisible, sans mot de passe',
  },
  {
    name: 'data',
    label: 'Données du fichier',
    passed: (_fields, { document }) =>
      document.kind === 'pdf' ? 'PDF simple, sans données cachées' : 'Données admises par Chorus Pro',
  },
  {
    name: 'pieces',
    label: 'Pièces',
    passed: (_fields, { bytes, pieces }) =>
      pieces.length
        ? `Pièces admises, ${formatBytes(weightOf(bytes, pieces))} en tout`
        : `Pièce admise, ${formatBytes(bytes)}`,
  },
]
