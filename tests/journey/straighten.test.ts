import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import { afterAll, expect, it, vi } from 'vitest'
import { openDrawer } from '../../electron/core/reading/scan/draw.ts'
import { createScanner } from '../../electron/core/reading/scan/scanner.ts'
import { slopeOf } from '../../electron/core/reading/scan/skew.ts'
import { createReader } from '../../electron/core/reading/thread.ts'
import { createPlatform } from '../../electron/sim/platform.ts'
import { formFields } from '../../shared/domain/fields/field-labels.ts'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import type { PageTurn } from '../../shared/domain/document/page/turn.ts'
import { straightening } from '../../shared/domain/lifecycle/straighten.ts'
import { complete } from '../support/complete.ts'
import { invoicePdf } from '../support/invoice-pdf.ts'
import { scanOf } from '../support/scan-pdf.ts'
import { START, world } from '../support/world.ts'

// Electron is not ours: these handlers only ask the core.
vi.mock('electron', () => ({ clipboard: {}, dialog: {}, shell: {} }))
const { createHandlers } = await import('../../electron/shell/handlers.ts')
vi.setConfig({ testTimeout: 120_000 })

const reader = createReader()
const scanner = createScanner()
afterAll(async () => {
  scanner.stop()
  await reader.stop()
})

const supplier = { name: complete.supplierName, address: ['14, rue des Tanneurs'], siret: complete.supplierSiret }
const buyer = { name: complete.buyerName, address: ['1, place du Village'], siret: complete.buyerSiret }
const lines = [{ label: 'Réparation de menuiseries', quantity: 1, price: 100_000, rate: 2000 }]
const paper = (facturx = false) =>
  invoicePdf({ fields: complete, supplier, buyer, lines, layout: 'labelsLeft', facturx })

/** A file brought in and read; what is deposited is kept as it arrives. */
async function withFile(bytes: Uint8Array) {
  const platform = createPlatform({ now: () => START })
  const arrived: Buffer[] = []
  const fetch: typeof platform.fetch = async (input, init) => {
    const request = new Request(input, init)
    if (request.url.endsWith('/deposer/pdf')) {
      const { fichierFacture } = (await request.clone().json()) as { fichierFacture: string }
      arrived.push(Buffer.from(fichierFacture, 'base64'))
    }
    return platform.fetch(request)
  }
  const here = world({ reader, scanner, platform: { ...platform, fetch } })
  const handlers = createHandlers({
    ...{ core: here.core, demonstration: undefined, accesses: undefined, version: '', changed: () => undefined },
    givenPaths: { add: () => undefined, use: () => undefined },
    ...{ switchTo: () => undefined, beginWith: () => undefined },
  })
  const path = join(here.home, 'scan.pdf')
  writeFileSync(path, bytes)
  const id = await here.take(path)
  await here.core.runDue()
  await expect.poll(() => here.stage(id), { timeout: 60_000 }).toBe('draft')
  const draft = (more: { turns?: PageTurn[]; isStraightened?: boolean } = {}) => ({
    ...{ id, fields: complete, confirmed: formFields, circuit: 'pdf' as const, pieces: [], ...more },
  })
  return { ...here, path, id, handlers, draft, arrived, now: () => here.get(id) as InvoiceAt<'draft'> }
}

it('shows a page that lay on its side upright, and remembers how the person turned it', async () => {
  const { now, handlers, draft, restart, get, id } = await withFile(
    await scanOf(await paper(), { quarters: 1, dpi: 150 }),
  )
  expect(now().document.scan).toMatchObject({ turns: [{ page: 1, quarters: 3 }] })
  const turns = [{ page: 1, quarters: 2 }]
  expect(await handlers['draft.save'](draft({ turns }))).toMatchObject({ ok: true })
  await restart()
  expect(get(id)).toMatchObject({ stage: 'draft', turns })
})

it.each([true, false])('deposits the pages upright only if asked: %s', async (isStraightened) => {
  const scan = await scanOf(await paper(), { quarters: 1, askew: 1.5, dpi: 150 })
  const { handlers, draft, arrived, run, get, id, path } = await withFile(scan)
  expect(await handlers['draft.approve'](draft({ isStraightened }))).toEqual({ ok: true, value: { to: 'chorus' } })
  await run(4)
  expect(get(id)).toMatchObject({ stage: 'followed', remoteNumber: complete.number })
  expect(arrived).toHaveLength(1)
  expect(readFileSync(path).equals(scan)).toBe(true)
  expect(arrived[0]!.equals(scan)).toBe(!isStraightened)
  const drawer = await openDrawer(arrived[0]!)
  const picture = await drawer.draw(1)
  drawer.close()
  expect(picture.width < picture.height).toBe(isStraightened)
  if (isStraightened) {
    expect(slopeOf(picture).axis).toBe('across')
    expect(Math.abs(slopeOf(picture).degrees)).toBeLessThan(0.3)
  }
})

it('turns the pages of a PDF that is no scan by whole quarters', async () => {
  const { handlers, draft, arrived, run } = await withFile(await paper())
  await handlers['draft.approve'](draft({ turns: [{ page: 1, quarters: 1 }], isStraightened: true }))
  await run(4)
  expect((await PDFDocument.load(arrived[0]!)).getPage(0).getRotation().angle).toBe(90)
})

it('leaves what is signed, and what carries data, as it is', async () => {
  const signed = Buffer.concat([Buffer.from(await paper()), Buffer.from('\n% /ByteRange [0 1 2 3]\n')])
  const turns = [{ page: 1, quarters: 1 }]
  const { handlers, draft, arrived, run, now } = await withFile(signed)
  expect(straightening({ ...now(), turns })).toEqual([])
  await handlers['draft.approve'](draft({ turns, isStraightened: true }))
  await run(4)
  expect(arrived[0]!.equals(signed)).toBe(true)

  const facturx = await withFile(await paper(true))
  expect(facturx.now()).toMatchObject({ document: { kind: 'facturx' } })
  expect(straightening({ ...facturx.now(), circuit: 'pdf', turns })).toEqual([])
})
