import type { AuthoredInvoice } from '../../../shared/domain/authoring/authored.ts'
import { faultsOf } from '../../../shared/domain/authoring/faults.ts'
import { platformLacks } from '../../../shared/domain/authoring/platform-lacks.ts'
import { checkXml } from './check/check-xml.ts'
import type { Carrier, Dialect } from './dialect.ts'
import { writeFacturX, type Look } from './facturx/write.ts'
import { writeXml } from './write.ts'

/** File of an authored invoice, or what stands against it in French: nothing that was not checked leaves. */
export type MadeFile = { bytes: Uint8Array } | { faults: string[] }
type Wanted = { dialect: Dialect; carrier: Carrier; at: number; look?: Look }

/**
 * Front door of the writers: checks the invoice, for a platform what it lacks, writes the file and checks what was written. Takes
 * the dialect, the file that is wanted, when it is made (epoch milliseconds) and the firm's look. Throws BadLogo.
 */
export async function makeFile(
  invoice: AuthoredInvoice,
  { dialect, carrier, at, look = {} }: Wanted,
): Promise<MadeFile> {
  const lacks = dialect === 'afnor' ? platformLacks(invoice) : []
  const before = [...faultsOf(invoice), ...lacks].map(({ message }) => message)
  if (before.length) return { faults: before }
  const xml = writeXml(invoice, dialect, carrier)
  const faults = await checkXml(xml, { invoice, dialect, carrier })
  if (faults.length) return { faults }
  return {
    bytes: carrier === 'facturx' ? await writeFacturX(invoice, { dialect, at, look }) : new TextEncoder().encode(xml),
  }
}
