import type { Note } from '../../../shared/domain/reading.ts'
import { isCii, isKnownCii, readCii } from './cii.ts'
import type { Attachment } from './pdf.ts'
import type { Structured } from './structured.ts'
import { isKnownUbl, isUbl, readUbl } from './ubl.ts'
import { BadXml, parseXml, type XmlElement } from './xml.ts'

/** An invoice found in XML: its syntax, and whether it can be taken as it is. */
export type XmlInvoice = {
  syntax: 'cii' | 'ubl'
  structured: Structured
  isEncodingHonest: boolean
  /** False when the file claims a version of its syntax that does not exist. */
  isVersionKnown: boolean
}

/** Names the XML has borne in a PDF, the surest first (domaine.md §2.3). */
const NAMES = ['factur-x.xml', 'zugferd-invoice.xml', 'xrechnung.xml', 'cii.xml', 'ubl.xml']

/**
 * Looks into the attachments of a PDF for an invoice. Gives the first that can be read, by name then by content, with notes on
 * what was left aside; without one, notes only. `isHostile` when what should be the invoice was a trap.
 */
export async function readAttachments(
  attachments: Attachment[],
): Promise<{ invoice?: XmlInvoice; notes: Note[]; isHostile: boolean }> {
  const notes: Note[] = []
  let invoice: XmlInvoice | undefined
  let isHostile = false
  for (const { name, content } of inOrder(attachments)) {
    try {
      const found = readXmlInvoice(await content())
      if (!found) continue
      if (invoice)
        notes.push({
          code: 'reading.secondInvoice',
          message: `Ce PDF contient une deuxième facture XML (« ${name} ») : elle est laissée de côté. Vérifiez que la première est la bonne.`,
        })
      else invoice = found
    } catch (error) {
      if (!(error instanceof BadXml)) throw error
      isHostile ||= error.code === 'doctype' || error.code === 'absurd' || error.code === 'tooLarge'
      notes.push({
        code: 'reading.brokenAttachment',
        message: `Les données XML de ce PDF (« ${name} ») ne peuvent pas être lues. Chorus Pro risque de rejeter le fichier : demandez une nouvelle version à votre logiciel, ou convertissez-le en PDF simple.`,
      })
    }
  }
  return { ...(invoice ? { invoice } : {}), notes, isHostile }
}

function inOrder(attachments: Attachment[]) {
  const rank = ({ name }: Attachment) => {
    const place = NAMES.indexOf(name.toLowerCase())
    return place < 0 ? NAMES.length : place
  }
  return attachments.filter(({ name }) => name.toLowerCase().endsWith('.xml')).toSorted((a, b) => rank(a) - rank(b))
}

/** Reads an XML file as an invoice; undefined when it is well-formed but something else. Throws BadXml. */
export function readXmlInvoice(bytes: Uint8Array): XmlInvoice | undefined {
  const { root, isEncodingHonest } = parseXml(bytes)
  if (isCii(root))
    return { syntax: 'cii', structured: readCii(root), isEncodingHonest, isVersionKnown: isKnownCii(root) }
  if (isUbl(root))
    return { syntax: 'ubl', structured: readUbl(root), isEncodingHonest, isVersionKnown: isKnownUbl(root) }
  if (isOrder(root)) throw new BadXml('malformed', 'Ce fichier XML est une commande, pas une facture.')
  return undefined
}

/** Orders of the same families are easily taken for invoices. */
const isOrder = ({ name }: XmlElement) => ['SCRDMCCBDACIOMessageStructure', 'Order', 'OrderResponse'].includes(name)
