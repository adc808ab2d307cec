// Attaches the data of an invented invoice to the PDFs of a folder, where a valid PDF/A-3 can be made of them:
// `node build/attach-samples.ts FROM TO`. What cannot be is left out. For build/invoices.mjs.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { attachData } from '../electron/core/formats/facturx/attach.ts'
import { writeXml } from '../electron/core/formats/write.ts'
import { authored } from '../tests/support/authored.ts'

const [from = '', to = ''] = process.argv.slice(2)
const data = {
  xml: writeXml(authored(), 'chorus', 'facturx'),
  guideline: 'urn:cen.eu:en16931:2017',
  ...{ title: 'Facture', author: 'Menuiserie Aubrelle', at: Date.UTC(2026, 10, 23) },
}
for (const name of readdirSync(from).filter((file) => file.endsWith('.pdf'))) {
  const attached = await attachData(readFileSync(join(from, name)), data)
  if ('bytes' in attached) writeFileSync(join(to, name), attached.bytes)
}
