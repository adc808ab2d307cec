import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { createScanner } from '../../electron/core/reading/scan/scanner.ts'
import { createReader } from '../../electron/core/reading/thread.ts'
import { complete, printed } from '../support/complete.ts'
import { invoicePdf } from '../support/invoice-pdf.ts'
import { joinPdfs } from '../support/join-pdfs.ts'
import { pictureOf } from '../support/pictures.ts'
import { world } from '../support/world.ts'

const reader = createReader()
const scanner = createScanner()
afterAll(async () => {
  scanner.stop()
  await reader.stop()
})
vi.setConfig({ testTimeout: 120_000 })

const paper = await invoicePdf({ fields: complete, ...printed })

it.each([
  ['a photograph held on its side', 'photo.jpg', () => pictureOf(paper, 'jpg', { isOnItsSide: true })],
  ['a picture of a mobile application', 'scan.webp', () => pictureOf(paper, 'webp')],
  ['a fax of two pages', 'fax.tif', async () => pictureOf(await joinPdfs(paper, paper), 'tif', { isFax: true })],
])('%s is read as a scan is, and nothing of it is sure', async (_what, name, make) => {
  const here = world({ reader, scanner })
  const path = join(here.home, name)
  writeFileSync(path, await make())
  const id = await here.take(path)
  await here.core.runDue()
  await expect.poll(() => here.stage(id), { timeout: 60_000 }).toBe('draft')
  const draft = here.get(id)
  expect(draft).toMatchObject({
    fields: { number: complete.number, grossTotal: 120_000, buyerSiret: complete.buyerSiret },
    document: { kind: 'pdf', scan: { isRead: true } },
  })
  const trusts = 'origins' in draft ? Object.values(draft.origins).map(({ trust }) => trust) : []
  expect(trusts).not.toContain('sure')
})
