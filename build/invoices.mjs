import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { inRoot, pinnedNode } from './root.mjs'
import { runAside } from './run.mjs'
import { french } from './say.mjs'

const CHECKER = inRoot('../shared/tools/check-invoice.mjs')
const READER = inRoot('../shared/tools/read-invoice.py')
const SAXON = process.env.INVOICE_SAXON_JAR ?? '/usr/share/java/Saxon-HE.jar'
/** The day after the invoices are made: none is in the future. */
const TODAY = '2026-11-30'
const DIALECTS = { chorus: 'chorus', afnor: 'afnor-b2g' }

/**
 * How the sixty made invoices stand before rules that others wrote (../shared/oracles) and before another reader, and what comes
 * of data attached to PDFs that others made. Gives one check for each dialect and one for those PDFs; none where the rules are not
 * there. Without Saxon for Java the schematrons are left out, and said so: compiling them for another engine takes minutes.
 */
export async function invoiceChecks() {
  if (!existsSync(CHECKER)) return skip('les règles (../shared) ne sont pas là')
  const folder = mkdtempSync(join(process.env.TMPDIR ?? tmpdir(), 'invoices-'))
  try {
    const made = await runAside(pinnedNode, [inRoot('build/make-invoices.ts'), folder])
    if (made.code !== 0) return { results: [{ name: 'factures faites', faults: ['pas faites'] }], output: made.output }
    const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'))
    const results = []
    for (const [dialect, rules] of Object.entries(DIALECTS)) {
      const faults = [
        ...(await judged(join(folder, dialect), rules)),
        ...(await readAgain(join(folder, dialect), truth)),
      ]
      results.push({ name: `factures ${dialect}`, faults })
    }
    results.push({ name: 'données jointes à des PDF', faults: await attached(join(folder, 'attached')) })
    return { results, output: existsSync(SAXON) ? '' : `${french('Sans Saxon (Java) : XSD et PDF/A seulement.')}\n` }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const skip = (why) => ({ results: [], output: `${french(`Factures faites non jugées : ${why}.`)}\n` })

/** min PDFs of the samples to which data can be attached; a floor that only goes up. */
const LEAST_ATTACHED = 53

/** Data attached to PDFs that others made: each that took them is a PDF/A-3. */
async function attached(folder) {
  mkdirSync(folder)
  for (const samples of ['pdf', 'pdf-fr']) {
    const { code, output } = await runAside(pinnedNode, [
      inRoot('build/attach-samples.ts'),
      inRoot('../shared/samples', samples),
      folder,
    ])
    if (code !== 0) return [output]
  }
  const count = readdirSync(folder).length
  const few = count < LEAST_ATTACHED ? [`${count} fichiers au lieu de ${LEAST_ATTACHED}`] : []
  return [...few, ...(await judged(folder, 'chorus', ['--no-schematron']))]
}

/** Faults by the rules of others; a warning is one too: none is expected. */
async function judged(folder, dialect, schematron = existsSync(SAXON) ? [] : ['--no-schematron']) {
  const args = [CHECKER, '--json', '--dialect', dialect, '--today', TODAY, ...schematron, folder]
  const rows = jsonLines((await runAside(pinnedNode, args)).output)
  const count = readdirSync(folder).length
  return [
    ...(rows.length === count ? [] : [`${rows.length} fichiers jugés sur ${count}`]),
    ...rows.flatMap(({ file, errors, warnings, assertions = [] }) =>
      errors || warnings
        ? [`${basename(file)} : ${errors} erreurs, ${warnings} remarques ${assertions.map(({ id }) => id).join(' ')}`]
        : [],
    ),
  ]
}

const AMOUNTS = ['netTotal', 'taxTotal', 'grossTotal', 'payable']
const TEXTS = [
  ...['number', 'issueDate', 'typeCode', 'currency', 'supplierName', 'buyerName', 'supplierSiret', 'buyerSiret'],
  ...['serviceCode', 'engagementNumber', 'contractNumber', 'iban', 'dueDate'],
]

/** Values another reader finds otherwise than they were meant. */
async function readAgain(folder, truth) {
  const files = readdirSync(folder).map((name) => join(folder, name))
  const { output } = await runAside('python3', [READER, ...files])
  const rows = jsonLines(output)
  const wrong = rows.flatMap(({ file, values = {} }) => {
    const meant = truth[basename(file).replace(/\..*$/, '')]
    const differ = [
      ...TEXTS.filter((name) => (values[name] ?? '') !== meant[name]),
      ...AMOUNTS.filter((name) => Math.round((values[name] ?? NaN) * 100) !== meant[name]),
    ]
    return differ.length ? [`${basename(file)} relu autrement : ${differ.join(', ')}`] : []
  })
  return rows.length === files.length ? wrong : [`${rows.length} fichiers relus sur ${files.length}`, ...wrong]
}

const jsonLines = (output) =>
  output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
