import limits from '../data/limits.json' with { type: 'json' }
import { readCii } from './cii.ts'
import { BadLot, filesOfLot, isLot, type LotFile } from './lot.ts'
import { xmlInPdf } from './pdf-xml.ts'
import { paperOf, type FlowPaper } from './sheet.ts'
import { readUbl } from './ubl.ts'
import { all, NotWellFormed, parseXml, type Node } from './xml.ts'

export type { FlowPaper } from './sheet.ts'
/** An error that refuses the whole flow (chorus-pro-api.md §5.2). */
export type TechnicalError = { natureErreur: string; codeErreur: string; libelleErreur: string }
export type FluxReading = { papers: FlowPaper[]; technical: TechnicalError[] }

/** How the syntax of a flow says its files are: their dialect, empty when the simulator does not read it, and their extension. */
export type Syntax = { dialect: string; extension: string }

/** What a deposited file holds, one invoice or a lot of them, or the errors that refuse it whole. Never throws. */
export function readFlux({ bytes, syntax }: { bytes: Buffer; syntax: Syntax }): FluxReading {
  if (!syntax.dialect) return refused('SIMULÉ : cette syntaxe de flux n’est pas lue par le simulateur')
  if (isLot(bytes)) return readLot(bytes, syntax)
  const xml = isPdf(bytes) ? xmlInPdf(bytes) : bytes
  if (!xml) return refused('SIMULÉ : aucun fichier XML de facture n’a été trouvé dans ce PDF')
  try {
    return readXml(parseXml(xml), syntax.dialect)
  } catch (error) {
    if (!(error instanceof NotWellFormed)) throw error
    return refused(`IRRECEVABILITE: ${error.message} - ligne: ${error.line} - position: ${error.column}`)
  }
}

/** A lot is one level of files of one syntax (domaine.md §2.5); one that cannot be read refuses it whole (§5.2). */
function readLot(bytes: Buffer, syntax: Syntax): FluxReading {
  try {
    const files = filesOfLot(bytes)
    if (files.length === 0) return refused('SIMULÉ : ce lot est vide')
    const readings = files.map((file) => readFileOfLot(file, syntax))
    const technical = readings.flatMap((reading) => reading.technical)
    return { papers: technical.length > 0 ? [] : readings.flatMap(({ papers }) => papers), technical }
  } catch (error) {
    if (!(error instanceof BadLot)) throw error
    return refused('SIMULÉ : cette archive ne s’ouvre pas')
  }
}

function readFileOfLot({ name, bytes }: LotFile, syntax: Syntax): FluxReading {
  if (isLot(bytes)) return refused(`SIMULÉ : ${name} est une archive dans une archive`)
  if (!name.toLowerCase().endsWith(syntax.extension))
    return refused(`SIMULÉ : ${name} n’est pas un ${syntax.extension}`)
  if (bytes.length > limits.fileBytes) return refused(`SIMULÉ : ${name} dépasse 10 Mo`)
  return readFlux({ bytes, syntax })
}

function readXml(tree: Node, dialect: string): FluxReading {
  const roots = dialect === 'CII' ? ['CrossIndustryInvoice'] : ['Invoice', 'CreditNote']
  const root = roots.flatMap((name) => all(tree, name))[0] as Node | undefined
  if (!root) {
    const name = Object.keys(tree).find((key) => !key.startsWith('?')) ?? ''
    return refused(
      `IRRECEVABILITE: cvc-elt.1: Cannot find the declaration of element '${name}'. - ligne: 1 - position: 1`,
    )
  }
  return { papers: [paperOf(dialect === 'CII' ? readCii(root) : readUbl(root))], technical: [] }
}

const refused = (libelleErreur: string): FluxReading => ({
  papers: [],
  technical: [{ natureErreur: 'TECHNIQUE', codeErreur: 'ERR_XSD_001', libelleErreur }],
})

/** `%PDF` somewhere at the top, as readers of PDF tolerate. */
export const isPdf = (bytes: Buffer): boolean => bytes.subarray(0, 1024).includes('%PDF-')
