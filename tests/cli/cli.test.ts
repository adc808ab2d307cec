import Database from 'better-sqlite3'
import { spawn } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { ciiXml, invoicePdf } from '../support/invoice-pdf.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { joinPdfs } from '../support/join-pdfs.ts'
import { french } from '../../shared/base/french.ts'
import { complete, numbered } from '../support/complete.ts'
import { occupy } from '../../electron/core/backup/data-folder-lock.ts'
import { DATABASE } from '../../electron/core/store/database.ts'

const root = join(import.meta.dirname, '../..')
const example = (name: string) => join(root, 'resources/exemples', name)
const plainInvoice = {
  layout: 'labelsLeft' as const,
  supplier: { name: complete.supplierName, address: [] as string[], siret: complete.supplierSiret },
  buyer: { name: complete.buyerName, address: [] as string[], siret: complete.buyerSiret },
  lines: [{ label: 'Réparation', quantity: 1, price: 100_000, rate: 2000 }],
}
let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'cli-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the command line as a person does; `lines` are its answers in JSON. */
function choriste(...args: string[]) {
  return new Promise<{ code: number | null; out: string; err: string; lines: Record<string, unknown>[] }>((done) => {
    const child = spawn(process.execPath, [join(root, 'electron/cli.ts'), ...args], {
      env: { ...process.env, CHORISTE_DATA: folder },
    })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
    child.on('close', (code) => {
      const lines = out.split('\n').filter((line) => line.startsWith('{'))
      done({ code, out, err, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) })
    })
  })
}

describe('deposer', () => {
  it('keeps its data to its owner, and lets no file name command the terminal', async () => {
    const name = 'facture\u001b[2Jeffacee\u202e.txt'
    writeFileSync(join(folder, name), 'x')
    for (const command of [['lire'], ['deposer', '--demo']]) {
      const { out, err } = await choriste(command[0]!, join(folder, name), ...command.slice(1))
      expect(out + err).toContain('facture\\u001b[2Jeffacee\\u202e')
      for (const sign of ['\u001b', '\u202e']) expect(out + err).not.toContain(sign)
    }
    const kept = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.name !== name && entry.name !== basename(folder))
      .map((entry) => join(entry.parentPath, entry.name))
    expect(kept.filter((path) => path.endsWith('.db')).length).toBeGreaterThan(0)
    expect(kept.filter((path) => (statSync(path).mode & 0o077) !== 0)).toEqual([])
  })

  it('goes to a followed invoice, and deposits nothing the second time', async () => {
    const first = await choriste('deposer', example('2026-0130.pdf'), '--demo', '--json')
    expect(first.code).toBe(0)
    expect(first.lines).toMatchObject([
      { stage: 'followed', number: '2026-0130', status: 'DEPOSEE', known: false, problems: [] },
    ])
    const copy = join(folder, 'copie.pdf')
    copyFileSync(example('2026-0130.pdf'), copy)
    const second = await choriste('deposer', copy, '--demo', '--json')
    expect(second.lines).toMatchObject([{ stage: 'followed', remoteId: first.lines[0]!['remoteId'], known: true }])
    const { lines } = await choriste('etat', '--json')
    expect(lines).toHaveLength(1)
    expect(lines).toMatchObject([{ number: '2026-0130', state: 'Reçue', label: 'Déposée', grossTotal: 3228 }])
  })

  it('says exactly which required value is missing, and exits with 1', async () => {
    const { code, lines } = await choriste('deposer', example('2026-0132.pdf'), '--demo', '--json')
    expect(code).toBe(1)
    expect(lines).toMatchObject([
      { stage: 'draft', problems: [{ severity: 'stop', field: 'serviceCode', message: 'Il manque le code service.' }] },
    ])
  })

  it('stops before a PDF that seems to hold several invoices, and says which', async () => {
    const lot = join(folder, 'lot.pdf')
    const files = ['2026-0130.pdf', '2026-0138.pdf'].map((name) => new Uint8Array(readFileSync(example(name))))
    writeFileSync(lot, await joinPdfs(...files))
    const { code, lines } = await choriste('deposer', lot, '--demo', '--json')
    expect(code).toBe(1)
    const sentence = french('Ce PDF contient 2 factures : 2026-0130 (page 1) et 2026-0138 (page 2).')
    const problem = { code: 'document.several', severity: 'stop', message: sentence }
    expect(lines).toMatchObject([{ stage: 'draft', problems: expect.arrayContaining([expect.objectContaining(problem)]) as unknown }]) // prettier-ignore
    const read = await choriste('lire', lot, '--json')
    expect(read.lines).toMatchObject([
      {
        parts: [
          { from: 1, to: 1, number: '2026-0130' },
          { from: 2, to: 2 },
        ],
      },
    ])
    expect((await choriste('lire', lot)).out).toContain(sentence)
  })
  it('stops at what nobody has looked at, and goes on with what is accepted by name', async () => {
    const totalsAlone = join(folder, 'totaux.pdf')
    // Total HT and total TTC, and nothing about VAT: the rest is worked out.
    writeFileSync(totalsAlone, await invoicePdf({ ...plainInvoice, fields: { ...complete, vatLines: [] } }))
    const first = await choriste('deposer', totalsAlone, '--demo')
    expect(first.code).toBe(1)
    expect(first.out).toContain('Bloquant · TVA par taux')
    const [, names = ''] = /--accepter (\S+)/.exec(first.out) ?? []
    expect(names).toContain('vatLines')
    const some = await choriste('deposer', totalsAlone, '--demo', '--json', '--accepter', 'vatLines')
    expect(some.lines).toMatchObject([{ stage: 'draft' }])
    expect(JSON.stringify(some.lines)).not.toContain('"field":"vatLines"')
    const all = await choriste('deposer', totalsAlone, '--demo', '--json', '--accepter', names)
    expect(all.lines).toMatchObject([{ stage: 'followed', problems: [] }])
  })

  it('takes several at once, good and bad, in words too', async () => {
    const text = join(folder, 'lettre.docx')
    writeFileSync(text, 'PK')
    const { code, out } = await choriste('deposer', example('2026-0130.pdf'), text, join(folder, 'rien.pdf'), '--demo')
    expect(code).toBe(1)
    expect(out).toContain('2026-0130 : déposée et suivie')
    expect(out).toContain('Exportez-la en PDF')
    expect(out).toContain('a disparu')
  })

  it('goes on when the memory of the pretend platform is damaged', async () => {
    mkdirSync(join(folder, 'demonstration'), { recursive: true })
    writeFileSync(join(folder, 'demonstration/simulateur.json'), '{"ahead":0,"sta')
    const { code } = await choriste('deposer', example('2026-0130.pdf'), '--demo')
    expect(code).toBe(0)
  })

  it('does not work on data that are open elsewhere', async () => {
    const free = occupy(join(folder, 'demonstration'))
    const { code, err } = await choriste('deposer', example('2026-0130.pdf'), '--demo')
    free()
    expect(code).toBe(2)
    expect(err).toContain('travaille déjà sur ces données')
  })
})

it('lot sends what is ready together, and names what stays', async () => {
  const xml = (n: number, said = {}) => {
    const file = join(folder, `f-${n}.xml`)
    writeFileSync(file, ciiXml({ fields: { ...complete, ...numbered(n), ...said } }))
    return file
  }
  const files = [xml(1), xml(2), xml(3, { buyerSiret: '' })]
  const { code, lines } = await choriste('lot', ...files, '--demo', '--json')
  expect(lines[0]).toMatchObject({ way: 'api', invoices: 2, lot: expect.any(String) as string })
  expect(lines.slice(1).map(({ stage }) => stage)).toEqual(['sent', 'sent', 'draft'])
  expect(code).toBe(1)
  const again = await choriste('lot', files[0]!, '--demo', '--json')
  expect(again.lines).toMatchObject([{ lot: null }, { stage: 'sent', known: true }])
})

it('verifier says what would stop a file, and asks nobody', async () => {
  const { code, lines } = await choriste('verifier', example('2026-0130.pdf'), join(folder, 'rien.pdf'), '--json')
  expect(code).toBe(1)
  expect(lines).toMatchObject([{ ready: true }, { ready: false, problems: [{ code: 'file.unreadable' }] }])
})

it('verifier tells what contradicts the page and what the schema does not admit, one by one', async () => {
  const amounts = { netTotal: 100_000, taxTotal: 20_000, grossTotal: 120_000, payable: 120_000 }
  const lines = [{ label: 'Pose', quantity: 1, price: 90_000, rate: 2000 }]
  const parties = {
    supplier: { name: 'Menuiserie Bréhat', address: [], siret: '84210399600018' },
    buyer: { name: 'Commune', address: [], siret: '21220187500011' },
  }
  const data = ciiXml({ ...parties, fields: { number: 'F-1', issueDate: '2026-03-14', ...amounts } })
  const spoilt = data.replace('<ram:TypeCode>380', '<ram:Oups/><ram:TypeCode>380')
  const file = join(folder, 'deux-langages.pdf')
  const page = { ...parties, lines, fields: { number: 'F-1', issueDate: '2026-03-14' } }
  writeFileSync(file, await invoicePdf({ ...page, layout: 'labelsLeft', facturx: spoilt }))
  const { lines: answers } = await choriste('verifier', file, '--json')
  expect(answers).toMatchObject([
    {
      contradictions: [
        { field: 'netTotal', page: 90_000, data: 100_000 },
        { field: 'taxTotal', page: 18_000, data: 20_000 },
        { field: 'grossTotal', page: 108_000, data: 120_000 },
      ],
      faults: [
        {
          code: 'reading.schema',
          line: 4,
          message: expect.stringContaining('« Oups »') as string,
          details: expect.stringContaining('not expected') as string,
        },
      ],
    },
  ])
  const { out } = await choriste('verifier', file)
  expect(out).toMatch(
    /• .* pour le total TTC : 1\u202f080,00\u00a0€ sur la page, 1\u202f200,00\u00a0€ dans les données/,
  )
  expect(out).toMatch(/• Le fichier XML n’a pas la forme voulue, ligne 4 :/)
})

it('etat looks while the data are open elsewhere', async () => {
  await choriste('deposer', example('2026-0130.pdf'), '--demo')
  const free = occupy(join(folder, 'demonstration'))
  const { code, out } = await choriste('etat')
  free()
  expect(out).toContain('2026-0130')
  expect(code).toBe(0)
})

it('etat changes nothing: data of an older version stay as they are', async () => {
  await choriste('deposer', example('2026-0130.pdf'), '--demo')
  const file = join(folder, 'demonstration', DATABASE)
  const db = new Database(file)
  db.pragma('user_version = 3')
  db.close()
  const { code, err } = await choriste('etat')
  expect([code, err]).toEqual([2, expect.stringContaining('ouvrez Choriste une fois')])
  const after = new Database(file, { readonly: true })
  expect(after.pragma('user_version', { simple: true })).toBe(3)
  after.close()
})

it('--donnees chooses where data live', async () => {
  const elsewhere = join(folder, 'ailleurs')
  await choriste('deposer', example('2026-0130.pdf'), '--demo', '--donnees', elsewhere)
  expect((await choriste('etat', '--json')).lines).toEqual([])
  expect((await choriste('etat', '--json', '--donnees', elsewhere)).lines).toHaveLength(1)
})

describe('wrong usage', () => {
  it.each([
    [['chanter'], '« chanter » n’est pas une commande.'],
    [[], 'Il manque la commande.'],
    [['lire'], 'Il manque le fichier à lire.'],
    [['deposer', '--demo'], 'Il manque le fichier à déposer.'],
    [['deposer', 'a.pdf'], 'Dites où déposer : --demo, --environnement qualification, ou --environnement production.'],
    [
      ['deposer', 'a.pdf', '--environnement', 'mars'],
      'L’option --environnement attend « qualification » ou « production ».',
    ],
    [['exporter', '--vers', 'a.ods'], 'Dites où écrire : --vers TABLE.csv, ou --vers TABLE.xlsx.'],
    [['etat', '--vite'], 'L’option --vite n’existe pas.'],
    [['deposer', 'a.pdf', '--demo', '--accepter'], 'L’option --accepter attend un champ.'],
    [['etat', '--donnees'], 'L’option --donnees attend un dossier.'],
  ])('%j', async (args, sentence) => {
    const { code, err } = await choriste(...args)
    expect([code, err.split('\n')[0]]).toEqual([2, sentence])
  })
  it('--aide is no error', async () => {
    const { code, out } = await choriste('--aide')
    expect(code).toBe(0)
    expect(out).toContain('choriste lire FICHIER…')
  })
})
