import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { addDays } from '../shared/base/dates.ts'
import { Invoice } from '../shared/domain/lifecycle/invoice.ts'
import { contentKey, numberKey } from '../shared/domain/lifecycle/duplicates.ts'
import statuses from '../shared/tables/statuses.json' with { type: 'json' }
import { complete } from '../tests/support/complete.ts'
import { readingOf } from '../tests/support/world.ts'

/** Clients of a firm with very many invoices: names of made-up places. */
const PLACES = [
  'Saint-Aubrac',
  'Varescourt',
  'Sorel',
  'Montbrèche',
  'Castaire',
  'Vellande',
  'Haute-Lène',
  'Trois-Rivières',
]
const BODIES = ['Commune de', 'Centre hospitalier de', 'Collège de', 'Régie des eaux de', 'Syndicat mixte de', 'Office de l’habitat de'] // prettier-ignore
const DAY = 86_400_000
const YEARS = 12

/** Of a thousand invoices: two are drafts, two are on the way, fifty are followed, the others are closed. */
const stageOf = (n: number) => {
  const share = n % 1000
  if (share < 2) return 'draft'
  if (share < 4) return 'sent'
  return share < 54 ? 'followed' : 'closed'
}

/** Fills a database, of this version or of that of 30 November, with so many made-up invoices, the newest at `now` (epoch ms). */
export function fillDatabase(file: string, many: number, now: number): void {
  const db = new DatabaseSync(file, { timeout: 10_000 })
  const put = db.prepare(
    `INSERT INTO invoices (id, sha256, stage, twin_key, content_key, body) VALUES (?, ?, ?, ?, ?, ?)`,
  )
  const isNovember = db.prepare(`SELECT 1 FROM pragma_table_info('jobs') WHERE name = 'invoice_id'`).get() !== undefined
  const job = db.prepare(
    isNovember
      ? `INSERT INTO jobs (invoice_id, kind, due_at) VALUES (?, 'follow', ?)`
      : `INSERT INTO jobs (subject, kind, lane, due_at) VALUES (?, 'follow', 'principal', ?)`,
  )
  db.exec('BEGIN')
  for (let n = 0; n < many; n++) {
    const invoice = invoiceOf(many - n, now - ((many - n) * YEARS * 365 * DAY) / Math.max(many, 1000))
    // The first of each kind shows that the others are as the application writes them.
    if (n < 1000) Invoice.parse(invoice)
    const { id, file, stage, fields } = invoice
    put.run(id, file.sha256, stage, numberKey(fields), contentKey(fields), JSON.stringify(invoice))
    if (stage === 'followed') job.run(id, now + 3_600_000)
  }
  db.exec('COMMIT')
  db.close()
}

/** The id of the `n`th of them, 1 for the newest. */
export const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

function invoiceOf(n: number, at: number) {
  const today = new Date(at).toISOString().slice(0, 10)
  const name = `${BODIES[n % BODIES.length]!} ${PLACES[n % PLACES.length]!}`
  const total = 10_000 + ((n * 7919) % 2_000_000)
  const { document, fields, origins } = reading()
  const known = {
    id: idOf(n),
    file: { name: `Facture-${n}.pdf`, bytes: 40_000, sha256: createHash('sha256').update(`bench ${n}`).digest('hex') },
    arrivedAt: at,
    document,
    fields: {
      ...fields,
      number: `FA${today.slice(2, 4)}-${String(n).padStart(6, '0')}`,
      buyerName: name,
      buyerSiret: `99${String((n % 48) + 100).padStart(12, '0')}`,
      issueDate: today,
      engagementNumber: `BC-${n % 9999}`,
      grossTotal: total,
      payable: total,
    },
    origins,
    circuit: 'pdf' as const,
    pieces: [],
    savedAt: at,
  }
  const { code } = statuses.entries[n % statuses.entries.length]!
  const away = { ...known, approvedAt: at, resends: 0 }
  const over = {
    ...away,
    remoteNumber: known.fields.number,
    remoteId: n,
    status: code,
    version: '',
    depositedOn: today,
    history: [
      { code: 'DEPOSEE', at: `${today}T08:00` },
      { code, at: `${addDays(today, 3)}T10:40` },
    ],
  }
  const stage = stageOf(n)
  if (stage === 'draft') return { ...known, stage }
  if (stage === 'sent') return { ...away, stage, flow: 'CPP1', depositedOn: today, isByHand: true }
  return stage === 'followed' ? { ...over, stage } : { ...over, stage, outcome: 'cashed', closedOn: addDays(today, 40) }
}

let made: ReturnType<typeof readingOf> | undefined
const reading = () => (made ??= readingOf(complete))
