import type { Fields } from '../fields.ts'
import { demands } from '../recipient.ts'
import { formatBytes } from '../size.ts'
import type { Facts } from './rule.ts'

/** A line of the green light: what is said when none of its rules complains. Undefined: nothing was checked there. */
type Control = { name: string; passed: (fields: Fields, facts: Facts) => string | undefined }

export const controls: Control[] = [
  { name: 'parties', passed: () => 'SIRET valides' },
  { name: 'recipient', passed: (_fields, { recipient }) => (recipient ? 'Client actif sur Chorus Pro' : undefined) },
  {
    name: 'service',
    passed: ({ serviceCode }, { recipient }) =>
      serviceCode ? 'Service ouvert à ce jour' : recipient ? 'Code service : ce client n’en exige pas' : undefined,
  },
  {
    name: 'engagement',
    passed: ({ engagementNumber, serviceCode }, { recipient }) => {
      const isWanted = recipient && demands(recipient, serviceCode).engagement
      if (engagementNumber) return isWanted ? 'Engagement présent, ce client l’exige' : 'Engagement présent'
      return recipient ? 'Engagement : ce client n’en exige pas' : undefined
    },
  },
  { name: 'number', passed: ({ number }) => `Numéro jamais envoyé, ${number.length} caractères` },
  { name: 'date', passed: () => 'Date de facture vraisemblable' },
  { name: 'amounts', passed: () => 'HT + TVA = TTC, au centime' },
  { name: 'cadre', passed: ({ cadre }) => `Cadre ${cadre} cohérent` },
  { name: 'references', passed: () => undefined },
  {
    name: 'document',
    passed: (_fields, { document }) =>
      ['cii', 'ubl'].includes(document.kind) ? 'Fichier XML lisible' : 'PDF lisible, sans mot de passe',
  },
  {
    name: 'data',
    passed: (_fields, { document }) =>
      document.kind === 'pdf' ? 'PDF simple, sans données cachées' : 'Données admises par Chorus Pro',
  },
  { name: 'pieces', passed: (_fields, { bytes }) => `Pièce admise, ${formatBytes(bytes)}` },
]
