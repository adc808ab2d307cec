import limits from '../../tables/limits.json' with { type: 'json' }
import { isTooLong, unfit, weightOf } from '../document/attachments.ts'
import { formatBytes } from '../../base/size.ts'
import { rule } from './rule.ts'

/** A flow is one file: what goes with it would have to be inside it already (chorus-pro-api.md §8.9). */
const inFlow = rule({
  code: 'pieces.inFlow',
  control: 'pieces',
  source: 'chorus-pro-api.md §8.9 (OCA)',
  confidence: 'sure',
  severity: 'stop',
  find: (_fields, { circuit, pieces, document }) =>
    circuit === 'flux' && pieces.length
      ? {
          message: 'Un fichier de données part seul : ces pièces ne partiraient pas avec lui.',
          advice:
            document.kind === 'facturx'
              ? 'Déposez le PDF simple, ou retirez les pièces.'
              : 'Retirez les pièces : votre logiciel peut les mettre dans le fichier.',
        }
      : undefined,
})

const fit = rule({
  code: 'pieces.unfit',
  control: 'pieces',
  source: limits.attachmentExtensions.source,
  confidence: 'sure',
  severity: 'stop',
  find: (_fields, { pieces }) => {
    const found = pieces.map(({ name, file }) => unfit({ name, bytes: file.bytes })).filter(Boolean)
    return found.length ? { message: found.join(' '), advice: 'Retirez cette pièce, ou remplacez-la.' } : undefined
  },
})

const shortNames = rule({
  code: 'pieces.name',
  control: 'pieces',
  source: limits.attachmentNameLength.source,
  confidence: 'sure',
  severity: 'stop',
  find: (_fields, { pieces }) => {
    const long = pieces.filter(({ name }) => isTooLong(name))
    return long.length
      ? {
          message: `Le nom de « ${long[0]!.name} » dépasse ${limits.attachmentNameLength.value} caractères, extension comprise.`,
          advice: 'Prenez le nom plus court qui est proposé à côté de la pièce.',
        }
      : undefined
  },
})

const lightEnough = rule({
  code: 'pieces.heavy',
  control: 'pieces',
  source: limits.folderBytes.source,
  confidence: 'sure',
  severity: 'stop',
  find: (_fields, { bytes, pieces }) =>
    pieces.length && weightOf(bytes, pieces) > limits.folderBytes.value
      ? {
          message: `La facture et ses pièces pèsent ${formatBytes(weightOf(bytes, pieces))} ; Chorus Pro en accepte ${formatBytes(limits.folderBytes.value)}.`,
          advice: 'Retirez une pièce, ou joignez-la plus tard si le client la demande.',
        }
      : undefined,
})

export const pieceRules = [inFlow, fit, shortNames, lightEnough]
