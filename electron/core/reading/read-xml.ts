import type { FieldName } from '../../../shared/domain/fields/fields.ts'
import type { Origins, Reading, Source } from '../../../shared/domain/document/reading.ts'
import { readXmlInvoice, type XmlInvoice } from './facturx.ts'
import { reading, refusal } from './outcome.ts'
import { BadXml } from './xml.ts'
import { schemaNotes } from './xsd/schema-notes.ts'

/** Reads an XML file by itself. Never throws for bad input. */
export async function readXml(bytes: Uint8Array): Promise<Reading> {
  try {
    const invoice = readXmlInvoice(bytes)
    if (!invoice) {
      return refusal(
        'Ce fichier XML n’est pas une facture connue : ni CII, ni UBL. Déposez le PDF de la facture, ou un autre export.',
      )
    }
    return await ofXml(invoice)
  } catch (error) {
    if (error instanceof BadXml) return refusal(`${error.message} Demandez un nouvel export à votre logiciel.`)
    throw error
  }
}

async function ofXml(invoice: XmlInvoice): Promise<Reading> {
  const { syntax, structured } = invoice
  const notes = [...structured.notes, ...(await schemaNotes(invoice))]
  return reading({
    kind: syntax,
    source: syntax,
    fields: structured.fields,
    origins: originsOf(invoice, syntax),
    facts: { hasText: false, notes, ...codesOf(invoice) },
    message: reservationOf(invoice),
  })
}

/** BT-23, BT-81 and BT-114, and SIRENs in place of SIRETs, when written. */
export const codesOf = ({
  structured: { businessProcess, paymentMeansCode, rounding, sirens, defects },
}: XmlInvoice) => ({
  ...(Object.keys(sirens).length ? { sirens } : {}),
  ...(businessProcess ? { businessProcess } : {}),
  ...(paymentMeansCode ? { paymentMeansCode } : {}),
  ...(rounding ? { rounding } : {}),
  ...(defects.length ? { defects } : {}),
})

/** A reservation about the file as a whole; empty when there is none. */
export function reservationOf({ isEncodingHonest, isVersionKnown }: XmlInvoice): string {
  if (!isVersionKnown) {
    return 'Ces données XML annoncent une version de format qui n’existe pas : Chorus Pro les rejetterait. Demandez un nouvel export à votre logiciel.'
  }
  return isEncodingHonest
    ? ''
    : 'Ces données XML n’ont pas l’encodage qu’elles annoncent : Chorus Pro les rejetterait. Demandez un nouvel export à votre logiciel.'
}

/** Structured data are sure, except what structured.ts doubts. */
export const originsOf = ({ structured: { fields, doubtful } }: XmlInvoice, source: Source): Origins =>
  Object.fromEntries(
    Object.keys(fields).map((name) => [
      name,
      { source, trust: doubtful.includes(name as FieldName) ? 'check' : 'sure' },
    ]),
  )
