import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readStatement } from '../../electron/core/payments/read-statement.ts'
import type { Statement } from '../../shared/domain/receivables/statement.ts'
import { matchTransfers, type Payable } from '../../shared/domain/receivables/matching.ts'
import { numbered } from '../support/complete.ts'
import { csvDialects, otherFormats, type Line } from '../support/statements.ts'
import { world } from '../support/world.ts'

const account: Line[] = [
  { on: '2026-11-20', cents: 576_000, label: 'VIR SEPA CC PAYS DE SOREL MANDAT 1187 REF 2026-0119' },
  { on: '2026-11-19', cents: -4590, label: 'PRLV ASSURANCE & CIE' },
  { on: '2026-11-18', cents: 1_234_567_89, label: 'VIR SEPA PAIERIE DÉPARTEMENTALE HAUTE-LÈNE' },
  { on: '2026-11-18', cents: 120_000, label: 'VIR SEPA MAIRIE' },
  { on: '2026-11-18', cents: 120_000, label: 'VIR SEPA MAIRIE' },
]
const received = account.filter(({ cents }) => cents > 0)

describe('a bank statement', () => {
  it.each([...csvDialects, ...otherFormats].map((dialect) => [dialect.name, dialect] as const))(
    '%s',
    (_name, { make }) => {
      const read = readStatement(make(account)) as Statement
      expect(read).toMatchObject({ others: 1, unread: 0 })
      expect(read.transfers.map(({ on, cents }) => ({ on, cents }))).toEqual(
        received.map(({ on, cents }) => ({ on, cents })),
      )
      expect(read.transfers.map(({ label }) => label).join()).toContain('REF 2026-0119')
      // Two that are alike are two; each has the same key in the next download, which has other lines before it.
      expect(new Set(read.transfers.map(({ key }) => key)).size).toBe(4)
      const later = readStatement(make([{ on: '2026-11-30', cents: 100, label: 'AUTRE' }, ...account])) as Statement
      expect(later.transfers.slice(1).map(({ key }) => key)).toEqual(read.transfers.map(({ key }) => key))
    },
  )
  it.each([
    ['nothing', Buffer.from(''), 'noColumns'],
    ['a letter', Buffer.from('Madame, Monsieur,\nVeuillez trouver ci-joint.\n'), 'noColumns'],
    ['a table of something else', Buffer.from('Nom;Ville\nA;B\nC;D\n'), 'noColumns'],
    ['an invoice', Buffer.from('<Invoice/>'), 'unknown'],
    ['a CAMT that is cut', otherFormats[2]!.make(account).subarray(0, 700), 'damaged'],
    ['an OFX without lines', Buffer.from('OFXHEADER:100\n<OFX></OFX>'), 'empty'],
    ['what is too big', Buffer.alloc(31 * 2 ** 20), 'tooBig'],
  ])('refuses %s, and says why', (_what, bytes, fault) => expect(readStatement(bytes)).toEqual({ fault }))
})

const payable = (number: string, buyer: string, euros: number, more: Partial<Payable> = {}): Payable => ({
  ...{ id: number, number, buyer, siret: buyer, cents: Math.round(euros * 100), due: '2026-11-01', labels: [] },
  ...more,
})
const open = [
  payable('2026-0119', 'Communauté de communes du Pays de Sorel', 5760),
  payable('2026-0114', 'Centre hospitalier de Varescourt', 4026, { labels: ['VIR SEPA TRESORERIE 0042'] }),
  payable('2026-0125', 'Département de la Haute-Lène', 12_480),
  payable('2026-0058', 'Département de la Haute-Lène', 4800),
  payable('2026-0117', 'DDT de Brumes', 9180),
  payable('2026-0200', 'Commune de Saint-Aubrac', 300),
  payable('2026-0201', 'Commune de Saint-Aubrac', 300, { due: '2026-10-01' }),
  payable('2026-0300', 'Collège Jeanne-Merlin', 77.77),
]
it.each([
  ['number and amount', 'VIR REF 2026-0119', 5760, ['2026-0119'], 'sure'],
  ['a number written otherwise', 'VIR FACT20260119', 5760, ['2026-0119'], 'sure'],
  ['two numbers', 'VIR 2026 0125 ET 2026/0058', 17_280, ['2026-0125', '2026-0058'], 'sure'],
  ['name and amount', 'VIR SEPA CH VARESCOURT', 4026, ['2026-0114'], 'likely'],
  ['the words of the last transfers', 'VIR SEPA TRESORERIE 0099', 4026, ['2026-0114'], 'likely'],
  ['two invoices of one buyer', 'VIR PAIERIE DEPARTEMENTALE HAUTE-LENE', 17_280, ['2026-0058', '2026-0125'], 'check'],
  ['five per cent held back', 'VIR DDT BRUMES', 8721, ['2026-0117'], 'check'],
  ['a part, by its number', 'ACOMPTE 2026-0117', 1000, ['2026-0117'], 'check'],
  ['more than is owed', '2026-0300', 100, ['2026-0300'], 'check'],
  ['two of one amount: the older', 'VIR COMMUNE ST AUBRAC', 300, ['2026-0201'], 'check'],
  ['the amount alone', 'VIREMENT', 77.77, ['2026-0300'], 'check'],
  ['neither', 'VIR LOYER DUPONT', 123.45, undefined, ''],
  ['a name with another amount', 'VIR CH VARESCOURT', 12, undefined, ''],
])('proposes by %s', (_how, label, euros, numbers, trust) => {
  const transfer = { key: 'k', on: '2026-11-20', cents: Math.round(euros * 100), label }
  const [match] = matchTransfers([transfer], open)
  expect(match?.pays.map(({ invoice }) => invoice.number).toSorted()).toEqual(numbers?.toSorted())
  if (match) expect([match.trust, match.reason.length > 0]).toEqual([trust, true])
})

it('notes nothing before approval, all at once, undone at once, and the same statement twice changes nothing', async () => {
  const w = world({ haste: 1e-9 })
  const ids: string[] = []
  for (let n = 0; n < 4; n++) ids.push(await w.arrive({ ...numbered(n), number: `F-2026-${100 + n}` }))
  await w.core.runDue()
  for (const id of ids) w.record(id, { type: 'approved' })
  await w.run(3)
  const { core } = w
  const sent = ids.filter((id) => w.stage(id) === 'followed')
  const owed = (id: string) => core.paymentClock(id)!.payable
  const lines: Line[] = [
    { on: '2026-11-23', cents: owed(sent[0]!), label: 'VIR F-2026-100' },
    { on: '2026-11-23', cents: owed(sent[1]!) - 500, label: 'VIR F-2026-101' },
    { on: '2026-11-23', cents: owed(sent[2]!) - 300, label: 'VIR F-2026-102' },
    { on: '2026-11-22', cents: 99, label: 'VIR AUTRE' },
  ]
  const file = join(w.home, 'releve.csv')
  writeFileSync(file, csvDialects[1]!.make(lines))
  await core.takeStatement(file)
  const before = core.paymentsView('', '')
  const view = core.statement()
  expect(view.file).toMatchObject({ name: 'releve.csv', received: 4, known: 0, from: '2026-11-22', to: '2026-11-23' })
  expect([view.matches.map(({ trust }) => trust), view.restCount]).toEqual([['sure', 'check', 'check'], 1])
  expect(core.paymentsView('', '')).toEqual(before)
  const [first, second, third] = view.matches.map(({ key }) => key) as [string, string, string]
  const approved = [{ key: first, short: 'open' as const }, { key: second, short: 'retention' as const }, { key: third, short: 'open' as const }] // prettier-ignore
  expect(core.applyStatement(approved).ok).toBe(true)
  expect(sent.map((id) => w.stage(id))).toEqual([
    'closed',
    'closed',
    'followed',
    ...sent.slice(3).map(() => 'followed'),
  ])
  const after = core.paymentsView('', '')
  expect([after.heldBack, before.owed.cents - after.owed.cents]).toEqual([
    500,
    owed(sent[0]!) + owed(sent[1]!) + owed(sent[2]!) - 300,
  ])
  // Pressed twice, and brought in again, under another name and in another format: nothing is left of it to note.
  expect(core.applyStatement(approved).ok).toBe(false)
  const again = join(w.home, 'encore.ofx')
  writeFileSync(again, otherFormats[0]!.make(lines))
  const { batch } = core.statement().done!
  await core.takeStatement(again)
  expect(core.statement()).toMatchObject({ file: { known: 3 }, matches: [], restCount: 1 })
  expect(core.paymentsView('', '')).toEqual(after)
  core.undoStatement(batch)
  expect(core.paymentsView('', '')).toEqual(before)
  expect(core.statement().matches).toHaveLength(3)
})
