import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { invoice } from '../reading/support.ts'
import { ciiXml, invoicePdf, layoutNames, ublXml } from '../support/invoice-pdf.ts'
import type { Sample } from './mutate.ts'

const EXAMPLES = join(import.meta.dirname, '../../resources/exemples')

/** The project’s own files: the demonstration’s invoices, one PDF of each layout, a Factur-X, CII and UBL. */
export async function ownSamples(): Promise<Sample[]> {
  const examples = readdirSync(EXAMPLES).map((name) => ({
    name,
    bytes: new Uint8Array(readFileSync(join(EXAMPLES, name))),
  }))
  const drawn = await Promise.all(
    layoutNames.map(async (layout) => ({ name: `${layout}.pdf`, bytes: await invoicePdf({ ...invoice, layout }) })),
  )
  const facturx = await invoicePdf({ ...invoice, layout: layoutNames[0]!, facturx: true })
  return [
    ...examples,
    ...drawn,
    { name: 'facturx.pdf', bytes: facturx },
    { name: 'cii.xml', bytes: new TextEncoder().encode(ciiXml(invoice)) },
    { name: 'ubl.xml', bytes: new TextEncoder().encode(ublXml(invoice)) },
  ]
}
