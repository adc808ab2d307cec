import { beforeAll, describe, expect, it } from 'vitest'
import { createChorus } from '../../electron/core/transports/chorus/chorus.ts'
import { operations } from '../../electron/core/transports/chorus/operations.ts'
import type { Attachment } from '../../electron/core/transports/port.ts'
import { createPlatform, credentials } from '../../electron/sim/platform.ts'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { complete } from '../support/complete.ts'
import { ciiXml } from '../support/invoice-xml.ts'
import { readingOf, START } from '../support/world.ts'
import { validators } from './schemas.ts'

type Request = { path: string; body: unknown; status: number; codeRetour: unknown }
const judges = validators()
const names = Object.keys(operations) as (keyof typeof operations)[]
const requests: Request[] = []
const seen: Record<string, unknown> = {}

beforeAll(async () => {
  let time = START
  const now = () => time
  const pause = (ms: number) => Promise.resolve(void (time += ms))
  const platform = createPlatform({ now })
  const recording: typeof globalThis.fetch = async (input, init) => {
    const response = await platform.fetch(input, init)
    const path = new URL(new Request(input).url).pathname
    if (path.startsWith('/cpro/')) {
      const { codeRetour } = (await response.clone().json()) as { codeRetour: unknown }
      requests.push({ path, body: JSON.parse(init!.body as string), status: response.status, codeRetour })
    }
    return response
  }
  const access = { tokenUrl: 'https://sim.invalid/api/oauth/token', apiUrl: 'https://sim.invalid/', ...credentials }
  const chorus = createChorus({ fetch: recording, credentials: () => access, now, ticks: now, pause })
  const remote = { ...chorus.depositor, ...chorus.statuses, ...chorus.replier, ...chorus.directory, ...chorus.account }

  const leaving = (fields: Partial<Fields>, more: Partial<InvoiceAt<'leaving'>> = {}): InvoiceAt<'leaving'> => {
    const { document, origins } = readingOf()
    const file = { name: 'a.pdf', bytes: 1, sha256: 'x' }
    const rest = {
      id: '1',
      file,
      arrivedAt: time,
      savedAt: time,
      approvedAt: time,
      resends: 0,
      document,
      origins,
      pieces: [],
    }
    return { ...rest, stage: 'leaving', circuit: 'pdf', fields: { ...complete, ...fields }, ...more }
  }
  const alone = { pieces: [], service: null, bankAccount: null }
  const pdf = (text: string) => Buffer.from(`%PDF-1.7 ${text}`)
  const depositPdf = async (number: string, fields: Partial<Fields> = {}, pieces: Attachment[] = []) => {
    const answer = await remote.deposit(leaving({ number, ...fields }), pdf(number), { ...alone, pieces })
    return answer.type === 'registered' ? answer.remoteKey : ''
  }

  const full = {
    buyerSiret: '12345678200044',
    serviceCode: 'SERVICE_DEST_SERV_OBL',
    engagementNumber: 'EJ-2026-77',
    contractNumber: 'M-1',
    discount: 0,
    comment: 'Pour les travaux de mars',
  }
  await depositPdf('FA-1', full, [{ name: 'bon-de-livraison.pdf', type: 'DIVERS', bytes: pdf('BL') }])
  await depositPdf('FA-2', { typeCode: '381', originNumber: 'FA-1' })
  await depositPdf('FA-3', { vatScheme: 'EXONERATION', exemptionReason: 'X', vatLines: [], taxTotal: 0, grossTotal: 100_000, payable: 100_000 }).catch(() => 0) // prettier-ignore
  const flow = leaving({ number: 'FA-4' }, { circuit: 'flux', document: readingOf({}, { kind: 'cii' }).document })
  const receipt = await remote.deposit(flow, Buffer.from(ciiXml({ fields: flow.fields })), alone)
  time += 3_600_000
  const number = receipt.type === 'receipted' ? receipt.flow : ''
  const sent = { ...flow, stage: 'sent', flow: number, depositedOn: '2026-11-23' } as const
  seen['outcomes'] = await remote.outcomes({ number, isLot: false }, [sent])
  seen['found'] = await remote.find(leaving({ number: 'FA-1', ...full }))

  const suspended = await depositPdf('FA-5')
  platform.move(Number(suspended), 'SUSPENDUE', 'Il manque le PV')
  const files = [
    { name: 'Procès-verbal de réception des menuiseries extérieures, lot n° 6.pdf', type: 'DIVERS', bytes: pdf('PV') },
  ]
  await remote.complete(suspended, { comment: 'Voici le PV', files })
  const misdirected = await depositPdf('FA-6')
  platform.move(Number(misdirected), 'A_RECYCLER')
  await remote.recycle(misdirected, full)
  const subcontracted = await depositPdf('FA-7', { cadre: 'A9', valideurSiret: '55566675900017' })
  platform.move(Number(subcontracted), 'ERREUR_FOURNISSEUR_SUR_VALIDEUR')
  await remote.correctValideur(subcontracted, '55566675900017')
  const rejected = await depositPdf('FA-8')
  platform.move(Number(rejected), 'REJETEE', 'MONTANT_ERR')
  seen['before'] = await remote.details(rejected)
  await remote.settleRejection(rejected)
  seen['after'] = await remote.details(rejected)

  await remote.changes('2026-11-22')
  seen['history'] = (await remote.history(suspended)).history.map(({ code }) => code)
  seen['alone'] = (await remote.download(rejected, 'PDF')).extension
  seen['joined'] = (await remote.download(suspended, 'PDF')).extension
  seen['pivot'] = (await remote.download(suspended, 'PIVOT')).extension
  seen['recipient'] = (await remote.recipient('12345678200093', '2026-11-23'))?.services.length
  seen['exemptions'] = (await remote.exemptions()).length > 0
  seen['vatRates'] = (await remote.vatRates()).find(({ code }) => code === 'TVA1')?.percent
  seen['attachmentTypes'] = (await remote.attachmentTypes()).some(({ code }) => code === 'DIVERS')
  seen['directory'] = (await remote.directory()).extension
  seen['engagement'] = await remote.hasEngagement(25700001, '1234567890')
  seen['noEngagement'] = await remote.hasEngagement(25700001, '0000')
  seen['attached'] = await remote.attachedStructures()
})

describe.each(names)('%s', (name) => {
  const { path } = operations[name]
  it('is asked, is answered, and says nothing its description does not know', () => {
    const mine = requests.filter((request) => request.path === path)
    expect(mine.length, `nothing was asked of ${path}: add it to this test`).toBeGreaterThan(0)
    expect(mine.some(({ status, codeRetour }) => status === 200 && Number(codeRetour ?? 0) === 0)).toBe(true)
    const judge = judges.get(path)!
    for (const { body } of mine) {
      judge(body)
      expect({ body, errors: judge.errors ?? [] }).toEqual({ body, errors: [] })
    }
  })
})

it('asks nothing that is not in the table', () => {
  const table = new Set<string>(Object.values(operations).map(({ path }) => path))
  expect(requests.filter(({ path }) => !table.has(path))).toEqual([])
})

it('would see a field that is misspelt, a day with an hour, a field left out', () => {
  const errors = (path: string, body: unknown) => {
    judges.get(path)!(body)
    return judges.get(path)!.errors?.map(({ message }) => message)
  }
  const { path } = operations.recycle
  expect(errors(path, { identifiantFactureCPP: 7, references: {} })).toEqual(['must NOT have additional properties'])
  expect(errors(path, { identifiantFactureCPP: 7, reference: { numeroMarché: '' } })).toHaveLength(1)
  expect(errors(path, {})).toEqual(["must have required property 'identifiantFactureCPP'"])
  expect(errors(operations.search.path, { periodeDateDepotDu: '2026-11-23T00:00' })).toHaveLength(1)
})

it('understands what comes back', () => {
  expect(seen).toMatchObject({
    outcomes: [{ id: '1', event: { type: 'registered', remoteNumber: 'FA-4' } }],
    found: { remoteNumber: 'FA-1' },
    before: { isRejectionSettled: false },
    after: { isRejectionSettled: true, status: 'REJETEE' },
    alone: 'pdf',
    joined: 'zip',
    pivot: 'xml',
    recipient: 12,
    exemptions: true,
    vatRates: 0,
    attachmentTypes: true,
    directory: 'zip',
    engagement: true,
    noEngagement: false,
    attached: [{ siret: '98765432400019', status: 'VALIDEE' }],
  })
  expect(seen['history']).toContain('COMPLETEE')
})
