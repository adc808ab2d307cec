import limits from '../../tables/limits.json' with { type: 'json' }
import { carried } from '../circuit.ts'
import { isHopeless, isInData } from '../reading.ts'
import { formatBytes } from '../size.ts'
import type { Rule } from './rule.ts'

const readable: Rule = {
  code: 'document.unreadable',
  control: 'document',
  source: 'domaine.md §16.11',
  severity: 'stop',
  find: (_fields, { document }) =>
    isHopeless(document) ? { message: document.message || 'Ce fichier ne peut pas être lu.' } : undefined,
}

const hasPages: Rule = {
  code: 'document.noPage',
  control: 'document',
  source: 'domaine.md §16.11',
  severity: 'stop',
  find: (_fields, { document }) =>
    ['pdf', 'facturx'].includes(document.kind) && !isHopeless(document) && document.pages === 0
      ? { message: 'Ce PDF n’a aucune page.' }
      : undefined,
}

const hasText: Rule = {
  code: 'document.scan',
  control: 'document',
  source: 'domaine.md §16.11, §2.4',
  severity: 'warn',
  find: (_fields, { document }) => {
    if (document.scan?.isRead)
      return {
        message: 'Lu sur un scan, à relire.',
        advice: 'Comparez chaque valeur avec la page : une lettre peut y avoir été prise pour une autre.',
      }
    return document.kind === 'pdf' && document.pages > 0 && !document.hasText
      ? {
          message: 'Ce PDF est une image : rien n’a pu être lu.',
          advice: 'Saisissez les champs en regardant la page. Un PDF fait par votre logiciel se lirait seul.',
        }
      : undefined
  },
}

const smallEnough: Rule = {
  code: 'document.tooBig',
  control: 'pieces',
  source: limits.fileBytes.source,
  severity: 'stop',
  find: (_fields, { bytes }) =>
    bytes > limits.fileBytes.value
      ? {
          message: `Le fichier pèse ${formatBytes(bytes)} ; Chorus Pro en accepte ${formatBytes(limits.fileBytes.value)}.`,
          advice: 'Enregistrez le PDF en qualité d’écran, ou sans ses images.',
        }
      : undefined,
}

const hiddenData: Rule = {
  code: 'document.facturx',
  control: 'data',
  source: 'domaine.md §2.3 [D1]',
  severity: 'warn',
  find: (_fields, { document, circuit }) =>
    document.kind === 'facturx' && circuit === 'flux'
      ? {
          message: 'Ce PDF contient des données Factur-X.',
          advice: 'Chorus Pro les utilisera à la place du formulaire.',
        }
      : undefined,
}

/** Chorus Pro refuses a flow without it, credit notes included (chorus-pro-api.md §8.9 [S]). */
const paymentMeans: Rule = {
  code: 'flux.paymentMeans',
  control: 'data',
  source: 'chorus-pro-api.md §8.9, domaine.md §9 [D2]',
  severity: 'stop',
  find: (_fields, { document, circuit }) =>
    circuit === 'flux' && ['facturx', 'cii'].includes(document.kind) && !document.paymentMeansCode
      ? {
          message: 'Les données Factur-X n’indiquent pas le mode de règlement : Chorus Pro les refuserait.',
          advice:
            document.kind === 'facturx'
              ? 'Déposez le PDF simple, ou corrigez le fichier dans le logiciel qui l’a fait.'
              : 'Corrigez le fichier dans le logiciel qui l’a fait.',
        }
      : undefined,
}

const reformDialect: Rule = {
  code: 'flux.reform',
  control: 'data',
  source: 'chorus-pro-api.md §7.1 [P]',
  severity: 'warn',
  find: (_fields, { document, circuit }) =>
    circuit === 'flux' && /^[BSM]\d$/.test(document.businessProcess ?? '')
      ? {
          message: `Ces données suivent les règles de la réforme (« ${document.businessProcess ?? ''} »), pas celles de Chorus Pro.`,
          advice:
            document.kind === 'facturx'
              ? 'Elles seront sans doute rejetées : déposez le PDF simple.'
              : 'Elles seront sans doute rejetées. Demandez à votre logiciel un fichier pour Chorus Pro.',
        }
      : undefined,
}

const typedInVain: Rule = {
  code: 'flux.typed',
  control: 'data',
  source: 'domaine.md §2.3 [D1]',
  severity: 'stop',
  find: (fields, { document, circuit, origins }) => {
    if (circuit !== 'flux') return undefined
    const inVain = carried.filter(([name]) => fields[name] && origins[name] && !isInData(origins[name]))
    return inVain.length
      ? {
          field: inVain[0]![0],
          message: `Chorus Pro prendra les données du fichier, pas ce qui est lu sur la page ou saisi ici : ${inVain.map(([, what]) => what).join(', ')}.`,
          advice:
            document.kind === 'facturx'
              ? 'Déposez le PDF simple pour que votre saisie compte.'
              : 'Corrigez le fichier dans le logiciel qui l’a fait, puis déposez-le de nouveau.',
        }
      : undefined
  },
}

export const documentRules = [
  readable,
  hasPages,
  hasText,
  smallEnough,
  hiddenData,
  paymentMeans,
  reformDialect,
  typedInVain,
]
