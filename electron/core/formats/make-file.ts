import type { AuthoredInvoice } from '../../../shared/domain/authoring/authored.ts'
import { faultsOf } from '../../../shared/domain/authoring/faults.ts'
import { platformLacks } from '../../../shared/domain/authoring/platform-lacks.ts'
import { checkXml } from './check/check-xml.ts'
import type { Carrier } from './dialect.ts'
import { writeFacturX, type Asked } from './facturx/write.ts'
import { writeXml } from './write.ts'

/** File of an authored invoice, or what stands against it in French: nothing that was not checked leaves. */
export type MadeFile = { bytes: Uint8Array } | { faults: string[] }
type Wanted = Asked & { carrier: Carrier }

/**
 * Front door of the writers: checks the invoice, for a platform what it lacks, writes the file and checks what was written. Takes
 * the file that is wanted and how; only a PDF carries pieces. Throws BadLogo.
 */
export async function makeFile(invoice: AuthoredInvoice, { carrier, ...asked }: Wanted): Promise<MadeFile> {
  const { dialect } = asked
  const lacks = dialect === 'afnor' ? platformLacks(invoice) : []
  const before = [...faultsOf(invoice), ...lacks].map(({ message }) => message)
  if (before.length) return { faults: before }
  const xml = writeXml(invoice, dialect, carrier)
  const faults = await checkXml(xml, { invoice, dialect, carrier })
  if (faults.length) return { faults }
  return {
    bytes: carrier === 'facturx' ? await writeFacturX(invoice, asked) : new TextEncoder().encode(xml),
  }
}
