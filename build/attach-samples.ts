// Attaches the data of an invented invoice to the PDFs of a folder, where a valid PDF/A-3 can be made of them:
// `node build/attach-samples.ts FROM TO`. What cannot be is left out. For build/invoices.mjs.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { attachInvoice } from '../electron/core/formats/attach-invoice.ts'
import { authored } from '../tests/support/authored.ts'

const [from = '', to = ''] = process.argv.slice(2)
const at = Date.UTC(2026, 10, 23)
for (const name of readdirSync(from).filter((file) => file.endsWith('.pdf'))) {
  const attached = await attachInvoice(readFileSync(join(from, name)), authored(), { dialect: 'chorus', at })
  if ('bytes' in attached) writeFileSync(join(to, name), attached.bytes)
}
