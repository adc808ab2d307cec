// Makes sixty invented invoices of every case, in both dialects: `npm run -s invoices -- FOLDER [SEED]`. FOLDER/chorus and
// FOLDER/afnor hold each as PDF (Factur-X), CII and UBL, and FOLDER/truth.json what was meant.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Carrier, Dialect } from '../electron/core/formats/dialect.ts'
import { makeFile } from '../electron/core/formats/make-file.ts'
import { fieldsOf } from '../shared/domain/authoring/fields-of.ts'
import { madeInvoices } from '../tests/support/made-invoices.ts'

const [folder = '', seed = '20261130'] = process.argv.slice(2)
if (!folder) throw new Error('Usage\u00a0: npm run -s invoices -- DOSSIER [GRAINE]')
const made = madeInvoices(Number(seed))
const dialects: Dialect[] = ['chorus', 'afnor']
const carriers: [carrier: Carrier, extension: string][] = [
  ['facturx', 'pdf'],
  ['cii', 'cii.xml'],
  ['ubl', 'ubl.xml'],
]
for (const dialect of dialects) {
  mkdirSync(join(folder, dialect), { recursive: true })
  for (const { name, invoice } of made) {
    const at = Date.parse(`${invoice.issueDate}T08:00:00Z`)
    for (const [carrier, extension] of carriers) {
      const file = await makeFile(invoice, { dialect, carrier, at })
      if ('faults' in file) throw new Error(`${name}, ${dialect} : ${file.faults.join(' ')}`)
      writeFileSync(join(folder, dialect, `${name}.${extension}`), file.bytes)
    }
  }
}
const truth = Object.fromEntries(made.map(({ name, invoice }) => [name, fieldsOf(invoice)]))
writeFileSync(join(folder, 'truth.json'), JSON.stringify(truth, null, 2))
