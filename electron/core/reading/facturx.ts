import type { Note } from '../../../shared/domain/document/reading.ts'
import { isCii, isKnownCii, readCii } from './cii.ts'
import { note } from './outcome.ts'
import type { Attachment } from './embedded.ts'
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
  /** The file itself, to hold it against its schema. */
  root: XmlElement
  text: string
}

/** Names the XML has borne in a PDF, the surest first (domaine.md §2.3). */
const NAMES = ['factur-x.xml', 'zugferd-invoice.xml', 'xrechnung.xml', 'cii.xml', 'ubl.xml']

/**
 * Looks into the attachments of a PDF for an invoice. Gives the first that can be read, by name then by content, with notes on
 * what was left aside and what else travels with it; without one, notes only. `isHostile` when what should be the invoice
 * was a trap.
 */
export async function readAttachments(
  attachments: Attachment[],
): Promise<{ invoice?: XmlInvoice; notes: Note[]; isHostile: boolean }> {
  const notes: Note[] = []
  let taken: { name: string; invoice: XmlInvoice } | undefined
  let isHostile = false
  const others: string[] = []
  for (const { name, content } of inOrder(attachments)) {
    try {
      const bytes = await content()
      const invoice = isXml(name) || startsAsXml(bytes) ? readXmlInvoice(bytes) : undefined
      if (!invoice) others.push(name)
      else if (taken) notes.push(secondInvoice(taken.name, name))
      else taken = { name, invoice }
    } catch (error) {
      if (!(error instanceof BadXml)) throw error
      isHostile ||= error.code === 'doctype' || error.code === 'absurd' || error.code === 'tooLarge'
      notes.push(broken(name))
    }
  }
  const named = others.toSorted((a, b) => Number(isXml(a)) - Number(isXml(b)))
  if (taken && named.length) notes.push(besides(named))
  return { ...(taken && { invoice: taken.invoice }), notes, isHostile }
}

const secondInvoice = (taken: string, left: string): Note =>
  note(
    'secondInvoice',
    `Ce PDF contient plusieurs factures XML : « ${taken} » est lue, « ${left} » est laissée de côté. Vérifiez que la première est la bonne.`,
  )

const broken = (name: string): Note =>
  note(
    'brokenAttachment',
    `Les données XML de ce PDF (« ${name} ») ne peuvent pas être lues. Chorus Pro risque de rejeter le fichier : demandez une nouvelle version à votre logiciel, ou convertissez-le en PDF simple.`,
  )

/** What is embedded in a Factur-X leaves with it, as its further pieces (chorus-pro-api.md §8.9). */
const besides = (names: string[]): Note =>
  note(
    'attachments',
    `Ce PDF contient aussi ${names.length > 1 ? `${names.length} fichiers joints, qui partiront` : 'un fichier joint, qui partira'} avec lui : ${names
      .slice(0, 10)
      .map((name) => `« ${name} »`)
      .join(', ')}${names.length > 10 ? '…' : ''}.`,
  )

const isXml = (name: string) => name.toLowerCase().endsWith('.xml')

/** « ZUGFeRD-invoice », without extension: what it holds says what it is. */
const startsAsXml = (bytes: Uint8Array) =>
  /^(?:ï»¿)?\s*<(?:\?xml|(?:\w+:)?(?:CrossIndustry|Invoice))/.test(
    new TextDecoder('latin1').decode(bytes.subarray(0, 200)),
  )

function inOrder(attachments: Attachment[]) {
  const rank = ({ name }: Attachment) => {
    const place = NAMES.indexOf(name.toLowerCase())
    return place < 0 ? NAMES.length : place
  }
  return attachments.toSorted((a, b) => rank(a) - rank(b))
}

/** Reads an XML file as an invoice; undefined when it is well-formed but something else. Throws BadXml. */
export function readXmlInvoice(bytes: Uint8Array): XmlInvoice | undefined {
  const file = parseXml(bytes)
  const { root } = file
  if (isCii(root)) return { ...file, syntax: 'cii', structured: readCii(root), isVersionKnown: isKnownCii(root) }
  if (isUbl(root)) return { ...file, syntax: 'ubl', structured: readUbl(root), isVersionKnown: isKnownUbl(root) }
  if (isOrder(root)) throw new BadXml('malformed', 'Ce fichier XML est une commande, pas une facture.')
  return undefined
}

/** Orders of the same families are easily taken for invoices. */
const isOrder = ({ name }: XmlElement) => ['SCRDMCCBDACIOMessageStructure', 'Order', 'OrderResponse'].includes(name)
