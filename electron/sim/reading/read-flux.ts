import { readCii } from './cii.ts'
import { xmlInPdf } from './pdf-xml.ts'
import { paperOf, type FlowPaper } from './sheet.ts'
import { readUbl } from './ubl.ts'
import { all, NotWellFormed, parseXml, type Node } from './xml.ts'

export type { FlowPaper } from './sheet.ts'
/** An error that refuses the whole flow (chorus-pro-api.md §5.2). */
export type TechnicalError = { natureErreur: string; codeErreur: string; libelleErreur: string }
export type FluxReading = { papers: FlowPaper[]; technical: TechnicalError[] }

/**
 * What a deposited file holds: its invoices, or the error that refuses it whole. `dialect` is what its syntax announces;
 * empty for a syntax the simulator does not read. Never throws.
 */
export function readFlux({ bytes, dialect }: { bytes: Buffer; dialect: string }): FluxReading {
  if (!dialect) return refused('SIMULÉ : cette syntaxe de flux n’est pas lue par le simulateur')
  if (isArchive(bytes))
    return refused('SIMULÉ : les lots ne sont pas lus par le simulateur, déposez les factures une à une')
  const xml = isPdf(bytes) ? xmlInPdf(bytes) : bytes
  if (!xml) return refused('SIMULÉ : aucun fichier XML de facture n’a été trouvé dans ce PDF')
  try {
    return readXml(parseXml(xml), dialect)
  } catch (error) {
    if (!(error instanceof NotWellFormed)) throw error
    return refused(`IRRECEVABILITE: ${error.message} - ligne: ${error.line} - position: ${error.column}`)
  }
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
const isArchive = (bytes: Buffer) => ['504b', '1f8b'].includes(bytes.subarray(0, 2).toString('hex'))
