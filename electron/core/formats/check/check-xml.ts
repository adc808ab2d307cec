import type { AuthoredInvoice } from '../../../../shared/domain/authoring/authored.ts'
import { fieldsOf } from '../../../../shared/domain/authoring/fields-of.ts'
import type { FieldName, Fields } from '../../../../shared/domain/fields/fields.ts'
import { pointWords } from '../../../../shared/domain/fields/field-labels.ts'
import { readXmlInvoice, type XmlInvoice } from '../../reading/facturx.ts'
import { BadXml } from '../../reading/xml.ts'
import { faultsOf } from '../../reading/xsd/validate.ts'
import { guidelineOf, processOf, type Carrier, type Dialect } from '../dialect.ts'
import { termsOf } from '../terms.ts'
import { amountsOf } from './amounts-of.ts'
import { arithmeticFaults } from './arithmetic.ts'
import { platformFaults } from './dialect-faults.ts'

/** What an XML is held against: the invoice it was made from, for whom, and the file that carries it. */
export type Meant = { invoice: AuthoredInvoice; dialect: Dialect; carrier: Carrier }

/**
 * Faults of a written XML before it leaves: read back by our reader to the fields that were meant, held against its schema, added
 * up anew, its dialect checked. Empty when it may leave. Never throws for what the file holds.
 */
export async function checkXml(xml: string, meant: Meant): Promise<string[]> {
  try {
    const file = readXmlInvoice(new TextEncoder().encode(xml))
    if (!file) return ['Ce XML n’est pas une facture']
    return [
      ...fieldFaults(file, meant),
      ...arithmeticFaults(amountsOf(file.root)),
      ...(meant.dialect === 'afnor' ? platformFaults(file.root) : []),
      ...(await schemaFaults(file)),
    ]
  } catch (error) {
    if (error instanceof BadXml) return [error.message]
    throw error
  }
}

/** The cadre of a platform is none of Chorus Pro's; the valideur, the comment and the reading of VAT have no place in a file. */
const UNWRITTEN: FieldName[] = ['cadre', 'valideurSiret', 'valideurService', 'comment', 'vatScheme', 'exemptionReason']

/** Fields a file of this invoice says, once read back. */
export function fieldsMeant({ invoice, dialect, carrier }: Meant): Partial<Fields> {
  const { preceding } = termsOf(invoice, dialect, carrier)
  const all: Fields = { ...fieldsOf(invoice), originNumber: preceding?.number ?? '' }
  const isSaid = ([name, value]: [string, unknown]) =>
    !UNWRITTEN.includes(name as FieldName) && value !== '' && value !== null
  return Object.fromEntries(Object.entries(all).filter(isSaid))
}

function fieldFaults({ structured }: XmlInvoice, meant: Meant): string[] {
  const { fields } = structured
  const wanted = fieldsMeant(meant)
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(fields)])] as FieldName[]
  const differ = names.filter(
    (name) => !UNWRITTEN.includes(name) && JSON.stringify(fields[name]) !== JSON.stringify(wanted[name]),
  )
  const { guideline } = termsOf(meant.invoice, meant.dialect, meant.carrier)
  return [
    ...differ.map((name) => `${pointWords[name] ?? name} : le fichier ne dit pas ce qui était voulu`),
    ...(structured.businessProcess === processOf(meant.invoice, meant.dialect)
      ? []
      : ['BT-23 : ce n’est pas le bon cadre']),
    ...(structured.guideline === guideline ? [] : ['BT-24 : ce n’est pas le bon profil']),
  ]
}

/** CII is held against D16B, and against the profile where it is the plain one; no schema of UBL is at hand (resources/xsd). */
async function schemaFaults({ syntax, structured, text }: XmlInvoice): Promise<string[]> {
  if (syntax !== 'cii') return []
  const profile = structured.guideline === guidelineOf('cii', false) ? await faultsOf(text, 'EN16931') : []
  return [...profile, ...(await faultsOf(text, 'D16B'))].map(({ line, said }) => `XSD, ligne ${line} : ${said}`)
}
