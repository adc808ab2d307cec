import limits from '../../tables/limits.json' with { type: 'json' }
import { severalInvoices } from '../document/invoice-ranges.ts'
import { natureSaid } from '../document/nature.ts'
import { isHopeless, isUnreadPdf } from '../document/reading.ts'
import { formatBytes } from '../../base/size.ts'
import { rule } from './rule.ts'

const readable = rule({
  code: 'document.unreadable',
  control: 'document',
  source: 'domaine.md §16.11',
  confidence: 'sure',
  severity: 'stop',
  find: (_fields, { document }) =>
    isHopeless(document) ? { message: document.message || 'Ce fichier ne peut pas être lu.' } : undefined,
})

const hasPages = rule({
  code: 'document.noPage',
  control: 'document',
  source: 'domaine.md §16.11',
  confidence: 'sure',
  severity: 'stop',
  find: (_fields, { document }) =>
    ['pdf', 'facturx'].includes(document.kind) && !isHopeless(document) && document.pages === 0
      ? { message: 'Ce PDF n’a aucune page.', advice: 'Exportez-le de nouveau depuis votre logiciel de facturation.' }
      : undefined,
})

const hasText = rule({
  code: 'document.scan',
  control: 'document',
  source: 'domaine.md §16.11, §2.4',
  confidence: 'sure',
  severity: 'warn',
  find: (_fields, { document }) => {
    if (document.scan?.isRead)
      return {
        message: 'Lu sur un scan, à relire.',
        advice: 'Comparez chaque valeur avec la page : une lettre peut y avoir été prise pour une autre.',
      }
    return document.scan && !document.hasText
      ? {
          message: 'Ce PDF est une image : rien n’a pu être lu.',
          advice: 'Saisissez les champs en regardant la page. Un PDF fait par votre logiciel se lirait seul.',
        }
      : undefined
  },
})

/** A PDF whose reading took too long, too much memory or failed: the sentence says which, and that it may be typed. */
const isUnread = rule({
  code: 'document.unread',
  control: 'document',
  source: 'domaine.md §16.11',
  confidence: 'sure',
  severity: 'warn',
  find: (_fields, { document }) =>
    isUnreadPdf(document)
      ? { message: document.message, advice: 'Rien n’est comparé avec la page : relisez ce que vous saisissez.' }
      : undefined,
})

/** A guess about the file, but two invoices sent as one are certainly wrong: a person says which it is. */
const single = rule({
  code: 'document.several',
  control: 'document',
  source: 'domaine.md §2.2, §2.5: one PDF is one invoice, several travel in a lot',
  confidence: 'sure',
  severity: 'stop',
  find: (_fields, { document }) =>
    document.parts && {
      message: severalInvoices(document.parts),
      advice: 'Chorus Pro les prendrait pour une seule. Dites ce qu’il en est : rien ne part avant.',
    },
})

/** Two drafts of one file: which of them is the invoice is for the person to say. */
const newest = rule({
  code: 'document.rewritten',
  control: 'document',
  source: 'domaine.md §2.2: one PDF is one invoice; §9: a number is used once',
  confidence: 'sure',
  severity: 'stop',
  find: (_fields, { rewrittenBy }) =>
    rewrittenBy === undefined
      ? undefined
      : {
          message:
            'Ce fichier a été enregistré de nouveau dans le dossier depuis que vous avez commencé à le compléter.',
          advice: 'Dites si c’est la même facture : rien ne part d’ici avant.',
        },
})

/** A title is a hint: the type stays « à vérifier » until a person says that it is an invoice all the same. */
const invoiceByName = rule({
  code: 'document.nature',
  control: 'document',
  source: 'domaine.md §6.1, §9 : ce qui se dépose est une facture ou un avoir',
  confidence: 'likely',
  severity: 'warn',
  field: 'typeCode',
  find: (_fields, { document: { nature } }) => nature && natureSaid(nature),
})

/** The factor's account has its own box on the portal, the mention goes into « Commentaire » (domaine.md §1, [C4]). */
const claimAssigned = rule({
  code: 'document.assigned',
  control: 'document',
  source: 'domaine.md §1 [C4]',
  confidence: 'sure',
  severity: 'warn',
  field: 'comment',
  find: (_fields, { document: { isAssigned } }) =>
    isAssigned
      ? {
          message:
            'La page dit que la créance est cédée (affacturage ou Dailly) : l’argent doit aller à un autre compte que le vôtre.',
          advice:
            'Gardez la mention dans « Commentaire », et choisissez dans Réglages le compte du factor, déclaré sur Chorus Pro avec la case « Affactureur ».',
        }
      : undefined,
})

const smallEnough = rule({
  code: 'document.tooBig',
  control: 'pieces',
  source: limits.fileBytes.source,
  confidence: 'sure',
  severity: 'stop',
  find: (_fields, { bytes }) => {
    // Whether a megabyte is 10^6 or 2^20 bytes is not known (chorus-pro-api.md §7.9): between the two it is only a doubt.
    if (bytes > limits.fileBytes.value && bytes <= limits.fileBytesAtMost.value)
      return {
        severity: 'warn',
        message: `Le fichier pèse ${formatBytes(bytes)}, tout près de la limite de Chorus Pro.`,
        advice: 'S’il est refusé, enregistrez le PDF en qualité d’écran, ou sans ses images.',
      }
    return bytes > limits.fileBytes.value
      ? {
          message: `Le fichier pèse ${formatBytes(bytes)}, au-delà des ${formatBytes(limits.fileBytes.value)} que Chorus Pro accepte.`,
          advice: 'Enregistrez le PDF en qualité d’écran, ou sans ses images.',
        }
      : undefined
  },
})

export const documentRules = [
  ...[readable, hasPages, hasText, isUnread, single, newest, invoiceByName, claimAssigned, smallEnough],
]
