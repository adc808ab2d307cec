import type { Page } from '@playwright/test'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import statuses from '../../shared/tables/statuses.json' with { type: 'json' }
import { addDays } from '../../shared/base/dates.ts'
import type { StoredFile } from '../../shared/domain/document/stored-file.ts'
import { Invoice, type Stage } from '../../shared/domain/lifecycle/invoice.ts'
import { startOfWalk } from '../../shared/domain/lifecycle/portal-progress.ts'
import { complete } from '../support/complete.ts'
import { readingOf } from '../support/world.ts'

const clients = [
  'Communauté d’agglomération du Val-de-Lène et des Hauts-Plateaux de Saint-Aubrac-les-Tilleuls',
  'SERVICES DE L’ÉTAT POUR LA FACTURATION ÉLECTRONIQUE',
  'Établissement d’hébergement pour personnes âgées dépendantes Anticonstitutionnellement',
  'Mairie',
]
const stages: Stage[] = ['draft', 'followed', 'followed', 'followed', 'portal', 'closed', 'sent', 'uncertain']

/** So many more invoices, of long names at every status and stage, beside those the demonstration has. */
export async function addMany(page: Page, data: string, many: number): Promise<void> {
  const db = new DatabaseSync(join(data, 'demonstration/choriste.db'), { timeout: 10_000 })
  const put = db.prepare(
    `INSERT INTO invoices (id, sha256, stage, twin_key, content_key, body) VALUES (?, ?, ?, '', '', ?)`,
  )
  db.exec('BEGIN')
  for (let n = 0; n < many; n++) {
    const bytes = `%PDF-1.7 ${n}`
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const shelf = join(data, 'demonstration/coffre', sha256.slice(0, 2))
    mkdirSync(shelf, { recursive: true })
    writeFileSync(join(shelf, sha256), bytes)
    const name = `Facture-${n}-du-chantier-de-la-salle-polyvalente-définitive.pdf`
    const invoice = invoiceOf(n, { name, bytes: bytes.length, sha256 })
    put.run(invoice.id, invoice.file.sha256, invoice.stage, JSON.stringify(invoice))
  }
  db.exec('COMMIT')
  db.close()
  // Anything saved makes the window ask again.
  await page.evaluate(() => window.bridge.call('settings.patch', {}))
}

function invoiceOf(n: number, file: StoredFile): Invoice {
  const at = Date.now() - n * 3_600_000
  const today = new Date(at).toISOString().slice(0, 10)
  const { document, fields, origins } = readingOf({
    ...complete,
    number: n % 7 ? `FA-2026-${n}` : `CHANTIER-2026-LOT-${String(n).padStart(3, '0')}`,
    buyerName: clients[n % clients.length]!,
    buyerSiret: `9999999990000${n % clients.length}`,
    issueDate: addDays(today, -n % 90),
    engagementNumber: `ENGAGEMENT-${n}-0123456789012345678901234567`,
    ...(n % 5 ? {} : { grossTotal: 123_456_789_00, payable: 123_456_789_00 }),
  })
  const known = {
    id: `many-${n}`,
    file,
    arrivedAt: at,
    document,
    fields,
    origins,
    circuit: 'pdf',
    pieces: [],
    savedAt: at,
  }
  const away = { ...known, approvedAt: at, resends: 0 }
  const { code } = statuses.entries[n % statuses.entries.length]!
  const comment = 'Le numéro d’engagement n’est pas celui de cette commande : voir le bon joint, page 3.'
  const over = {
    ...away,
    remoteNumber: fields.number,
    ...(n % 2 ? { remoteKey: String(n) } : {}),
    status: code,
    version: '',
    depositedOn: addDays(today, n % 3 ? -40 : -10),
    history: [
      { code: 'DEPOSEE', at: `${addDays(today, -40)}T08:00` },
      { code, at: `${today}T10:40`, comment },
    ],
  }
  const stage = stages[n % stages.length]!
  const more: Partial<Record<Stage, object>> = {
    draft: known,
    portal: { ...away, walk: startOfWalk },
    sent: { ...away, flow: 'CPP1', depositedOn: today, isByHand: true },
    uncertain: { ...away, since: at, searches: 1, lastSearchAt: at },
    closed: { ...over, outcome: 'cashed', closedOn: today },
  }
  return Invoice.parse({ ...(more[stage] ?? over), stage })
}
