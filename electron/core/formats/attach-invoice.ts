import type { AuthoredInvoice } from '../../../shared/domain/authoring/authored.ts'
import { checkXml } from './check/check-xml.ts'
import type { Dialect } from './dialect.ts'
import { attachData, type Attached } from './facturx/attach.ts'
import { termsOf } from './terms.ts'
import { writeXml } from './write.ts'

/**
 * Front door to « an existing PDF to Factur-X »: writes the data of an invoice, checks them and attaches them to the owner's own
 * PDF. Takes the bytes of the PDF, the invoice that says what its page says (`oneLinePerRate`, or its lines typed), the dialect and
 * when it is made (epoch milliseconds). Gives the Factur-X, or why there is none.
 */
export async function attachInvoice(
  original: Uint8Array,
  invoice: AuthoredInvoice,
  { dialect, at }: { dialect: Dialect; at: number },
): Promise<Attached> {
  const xml = writeXml(invoice, dialect, 'facturx')
  const [fault] = await checkXml(xml, { invoice, dialect, carrier: 'facturx' })
  if (fault) return { reason: `${fault}.` }
  const { guideline } = termsOf(invoice, dialect, 'facturx')
  return attachData(original, { xml, guideline, title: `Facture ${invoice.number}`, author: invoice.seller.name, at })
}
