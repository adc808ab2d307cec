import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { complete } from '../support/complete.ts'
import { invoicePdf } from '../support/invoice-pdf.ts'
import { occupy } from '../../electron/core/single.ts'

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
    expect(err).toContain('déjà ouvert sur ces données')
  })

  it('says that only the demonstration is possible without access to the API', async () => {
    const { code, err } = await choriste('deposer', example('2026-0130.pdf'))
    expect([code, err.split('\n')[0]]).toEqual([
      2,
      'Sans raccordement à l’API, seule la démonstration est possible : ajoutez --demo.',
    ])
  })
})

it('verifier says what would stop a file, and asks nobody', async () => {
  const { code, lines } = await choriste('verifier', example('2026-0130.pdf'), join(folder, 'rien.pdf'), '--json')
  expect(code).toBe(1)
  expect(lines).toMatchObject([{ ready: true }, { ready: false, problems: [{ code: 'file.unreadable' }] }])
})

it('etat looks while the data are open elsewhere', async () => {
  await choriste('deposer', example('2026-0130.pdf'), '--demo')
  const free = occupy(join(folder, 'demonstration'))
  const { code, out } = await choriste('etat')
  free()
  expect(out).toContain('2026-0130')
  expect(code).toBe(0)
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
