import { StandardFonts } from '@cantoo/pdf-lib'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readDocument } from '../../electron/core/reading/read.ts'
import { createReader } from '../../electron/core/reading/thread.ts'
import { bestWay } from '../../shared/domain/firms/best-way.ts'
import { fileThatLeaves, type InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import { ownersPdf } from '../support/owners-pdf.ts'
import { world } from '../support/world.ts'

const IBAN = 'FR7630006000011234567890189'
const reader = createReader()
afterAll(() => reader.stop())

/** A world with the real reader; `bring` makes a draft of an owner's own PDF. */
function life() {
  const made = world({ reader })
  const draftOf = (id: string) => made.get(id) as InvoiceAt<'draft'>
  async function bring(fields: Partial<Fields> = {}, change?: Parameters<typeof ownersPdf>[1]) {
    const path = join(made.home, `${(fields.number ?? 'facture').replaceAll('/', '-')}.pdf`)
    writeFileSync(path, await ownersPdf({ iban: IBAN, ...fields }, change))
    const id = await made.take(path)
    await made.run(3)
    return { id, path, before: draftOf(id) }
  }
  return { ...made, draftOf, bring }
}
const done = { ok: true, value: {} }

describe('an existing PDF to Factur-X', () => {
  it('leaves as a flow once, can be undone, is kept for the buyer, and stays one invoice', async () => {
    const { core, bring, draftOf, get, run, record, take } = life()
    const { id, path, before } = await bring()
    expect(await core.queries.ways(id)).toMatchObject({
      value: { proposed: 'pdf', isJoined: false, needsMotive: false },
    })
    // Pressed twice.
    const presses = await Promise.all([core.commands.joinData(id, ''), core.commands.joinData(id, '')])
    expect(presses).toEqual([done, done])
    expect(draftOf(id)).toMatchObject({ circuit: 'flux', document: { kind: 'facturx' }, file: before.file })
    expect(core.page(id)?.problems).toEqual([])
    expect(core.commands.partData(id)).toEqual(done)
    expect({ ...draftOf(id), savedAt: 0 }).toEqual({ ...before, savedAt: 0 })

    await core.commands.joinData(id, '')
    const leaves = fileThatLeaves(draftOf(id))
    const { fields } = await readDocument(new Uint8Array(await core.vault.read(leaves.sha256)), 'f.pdf')
    expect(fields).toMatchObject({ number: before.fields.number, grossTotal: before.fields.grossTotal, iban: IBAN })
    // Put aside and taken back, it still leaves as a Factur-X; read again, it is the PDF.
    record(id, { type: 'discarded' })
    record(id, { type: 'restored' })
    expect(fileThatLeaves(draftOf(id))).toEqual(leaves)

    record(id, { type: 'approved' })
    await run()
    expect(get(id)).toMatchObject({ stage: 'followed', file: before.file, joined: { file: leaves } })
    expect(await take(path)).toBe(id)
    const second = await bring({ number: 'FA-2026-0062', netTotal: 5000, taxTotal: 1000, grossTotal: 6000, payable: 6000, vatLines: [{ rate: 2000, base: 5000, tax: 1000 }] }) // prettier-ignore
    expect(await core.queries.ways(second.id)).toMatchObject({ value: { proposed: 'facturx', isRemembered: true } })
    record(second.id, { type: 'readAgain' })
    await run(3)
    expect(draftOf(second.id)).toMatchObject({ circuit: 'pdf', document: { kind: 'pdf' } })
  })

  it('stays a PDF, with a reason, where data cannot be attached or would not stand', async () => {
    const { core, bring, draftOf, record, run, stage } = life()
    function accounts(...ibans: string[]) {
      const settings = core.settings.get()
      core.settings.save({ ...settings, company: { ...settings.company, ibans } })
    }
    const helvetica = await bring({ number: 'FA-2026-0051' }, async (pdf) => {
      pdf.getPage(0).drawText('Merci', { font: await pdf.embedFont(StandardFonts.Helvetica) })
    })
    const reason = expect.stringMatching(/police qui n’est pas incorporée/) as string
    expect(await core.queries.ways(helvetica.id)).toMatchObject({ value: { proposed: 'pdf', obstacle: reason } })
    expect(await core.commands.joinData(helvetica.id, '')).toEqual({ ok: true, value: { reason } })
    expect(draftOf(helvetica.id)).toEqual(helvetica.before)
    record(helvetica.id, { type: 'approved' })
    await run()
    expect(stage(helvetica.id)).toBe('followed')

    accounts()
    const noAccount = await bring({ number: 'FA-2026-0052', iban: '', netTotal: 5000, taxTotal: 1000, grossTotal: 6000, payable: 6000, vatLines: [{ rate: 2000, base: 5000, tax: 1000 }] }) // prettier-ignore
    expect(await core.commands.joinData(noAccount.id, '')).toMatchObject({ value: { reason: expect.stringContaining('IBAN') as string } }) // prettier-ignore
    // The firm's one account stands for it; what is typed meanwhile is in no data.
    accounts(IBAN)
    const joining = core.commands.joinData(noAccount.id, '')
    const { fields, circuit } = draftOf(noAccount.id)
    record(noAccount.id, { type: 'edited', fields: { ...fields, comment: 'Deux passages' }, confirmed: [], circuit })
    expect(await joining).toEqual({ ok: false, failure: 'invoice.tooLate' })
    expect(await core.commands.joinData(noAccount.id, '')).toEqual(done)
    expect(draftOf(noAccount.id).fields).toMatchObject({ comment: 'Deux passages' })
    core.ledger.record(noAccount.id, { type: 'edited', ...draftOf(noAccount.id), fields: { ...fields, grossTotal: 1 }, confirmed: [] }) // prettier-ignore
    expect(record(noAccount.id, { type: 'approved' })).toBeUndefined()
  })

  it('is saved for a platform once nothing lacks, and its addresses are kept', async () => {
    const { core, bring, draftOf } = life()
    const { id } = await bring({ number: 'FA/2026/7' })
    const view = core.queries.forPlatform(id)!
    expect(view.lacks.map(({ term }) => term)).toEqual(['BT-34', 'BT-49'])
    expect(await core.commands.platformFile(view.asked)).toHaveProperty('reason')
    const asked = { ...view.asked, sellerAddress: '987654324_98765432400019', buyerAddress: '123456782' }
    const made = await core.commands.platformFile(asked)
    if (!made || 'reason' in made) throw new Error(made?.reason)
    expect(made.name).toBe('FA-2026-7-plateforme.pdf')
    const { document } = await readDocument(made.bytes, made.name)
    expect(document).toMatchObject({ kind: 'facturx', businessProcess: 'S1' })
    expect(core.queries.forPlatform(id)).toMatchObject({ asked, lacks: [] })
    expect(draftOf(id)).toMatchObject({ circuit: 'pdf', stage: 'draft' })
  })
})

describe('the best way', () => {
  const given = {
    fields: { cadre: 'A1' as const },
    pieces: [],
    obstacle: undefined,
    remembered: undefined,
    delivery: 'api' as const,
  }
  const piece = { name: 'a.pdf', type: '02', file: { name: 'a.pdf', bytes: 1, sha256: 'x' } }
  it.each([
    ['answered at once by the API', {}, 'pdf', /répond aussitôt/],
    ['no form on the portal', { delivery: 'portail' as const }, 'facturx', /rien à ressaisir/],
    ['as last time', { remembered: 'facturx' as const }, 'facturx', /dernière fois/],
    ['pieces before a habit', { remembered: 'facturx' as const, pieces: [piece] }, 'pdf', /part seul/],
    ['a valideur', { fields: { cadre: 'A9' as const }, delivery: 'portail' as const }, 'pdf', /titulaire/],
    ['an obstacle before all', { obstacle: 'Ce PDF est signé.', delivery: 'portail' as const }, 'pdf', /signé/],
  ])('%s', (_, change, proposed, why) => {
    expect(bestWay({ ...given, ...change })).toMatchObject({ proposed, why: expect.stringMatching(why) as string })
  })
})
