import { Article, Issued } from '../../../shared/domain/authoring/issued.ts'
import { Draft } from '../../../shared/domain/authoring/draft.ts'
import type { Db } from './db.ts'
import { keepUnknown } from './keep-unknown.ts'
import type { Quarantine } from './quarantine.ts'

/** Counter of a series: the last place taken (0 for none) and the day of the invoice that took it. */
type Counter = { last: number; lastDay: string }
type Row = { id: string; body: string }

/** Invoices made here: drafts, issued ones with their numbers, the counters of series, and the catalogue of articles. */
export function createAuthored(db: Db, { read }: Quarantine) {
  const getDraft = db.prepare(`SELECT id, body FROM authored_drafts WHERE id = ?`)
  const listDrafts = db.prepare(`SELECT id, body FROM authored_drafts ORDER BY saved_at DESC`)
  const putDraft = db.prepare(`
    INSERT INTO authored_drafts VALUES (@id, @at, @body)
    ON CONFLICT (id) DO UPDATE SET saved_at = excluded.saved_at, body = excluded.body`)
  const dropDraft = db.prepare(`DELETE FROM authored_drafts WHERE id = ?`)
  const insert = db.prepare(
    `INSERT INTO authored (id, firm, number, at, body) VALUES (@id, @firm, @number, @at, @body)`,
  )
  const one = (where: string) => db.prepare(`SELECT id, body FROM authored WHERE ${where} ORDER BY at DESC`)
  const [byId, bySha, byInvoice] = [one(`id = ?`), one(`sha256 = ?`), one(`invoice_id = ?`)]
  const pending = db.prepare(`SELECT id, body FROM authored WHERE invoice_id IS NULL ORDER BY at`)
  const latest = db.prepare(`SELECT id, body FROM authored ORDER BY at DESC LIMIT ?`)
  const ofBuyer = db.prepare(`
    SELECT id, body FROM authored
    WHERE CASE WHEN json_valid(body) THEN body ->> '$.invoice.buyer.siret' END = ? ORDER BY at DESC LIMIT 1`)
  const invoiceId = db.prepare(`SELECT invoice_id FROM authored WHERE id = ?`).pluck()
  const setSha = db.prepare(`UPDATE authored SET sha256 = ? WHERE id = ?`)
  const setInvoice = db.prepare(`UPDATE authored SET invoice_id = ? WHERE id = ?`)
  const hasNumber = db.prepare(`SELECT 1 FROM authored WHERE firm = ? AND number = ?`)
  const counter = db.prepare(`SELECT last, last_day AS lastDay FROM number_series WHERE firm = ? AND series = ?`)
  const allCounters = db.prepare(`SELECT firm, series, last, last_day AS lastDay FROM number_series`)
  const putCounter = db.prepare(`
    INSERT INTO number_series VALUES (@firm, @series, @last, @lastDay)
    ON CONFLICT (firm, series) DO UPDATE SET last = excluded.last, last_day = excluded.last_day`)
  const articles = db.prepare(`SELECT name AS id, body FROM articles WHERE firm = ? ORDER BY used DESC, name`)
  const putArticle = db.prepare(`
    INSERT INTO articles VALUES (@firm, @name, @used, @body)
    ON CONFLICT (firm, name) DO UPDATE SET used = max(used, excluded.used), body = excluded.body`)
  const dropArticle = db.prepare(`DELETE FROM articles WHERE firm = ? AND name = ?`)

  const bodyOf = keepUnknown(Draft)
  const asDraft = ({ id, body }: Row) =>
    read({ table: 'authored_drafts', key: id, text: body }, (json) => Draft.parse(json))
  const asIssued = ({ id, body }: Row) => read({ table: 'authored', key: id, text: body }, (json) => Issued.parse(json))
  const asArticle = ({ id, body }: Row) =>
    read({ table: 'articles', key: id, text: body }, (json) => Article.parse(json))
  const only = (row: unknown) => (row ? asIssued(row as Row) : undefined)
  const rows = (list: unknown[]) => list as Row[]

  return {
    draft: (id: string): Draft | undefined => {
      const row = getDraft.get(id)
      return row ? asDraft(row as Row) : undefined
    },
    /** The one saved last comes first. */
    drafts: (): Draft[] => rows(listDrafts.all()).flatMap((row) => asDraft(row) ?? []),
    keepDraft: (draft: Draft, at: number) => {
      const before = getDraft.get(draft.id) as Row | undefined
      putDraft.run({ id: draft.id, at, body: bodyOf(before?.body, draft) })
    },
    dropDraft: (id: string) => void dropDraft.run(id),
    /** Throws where this firm has issued this number already. */
    issue: (issued: Issued, firm: string) => {
      const { id, at, invoice } = issued
      insert.run({ id, firm, number: invoice.number, at, body: JSON.stringify(issued) })
    },
    find: (id: string) => only(byId.get(id)),
    ofFile: (sha256: string) => only(bySha.get(sha256)),
    ofInvoice: (id: string) => only(byInvoice.get(id)),
    /** The last one made for this buyer. */
    lastFor: (siret: string) => only(ofBuyer.get(siret)),
    latest: (most: number) => rows(latest.all(most)).flatMap((row) => asIssued(row) ?? []),
    /** Those of which the file has not arrived yet, the oldest first. */
    pending: () => rows(pending.all()).flatMap((row) => asIssued(row) ?? []),
    invoiceOf: (id: string) => (invoiceId.get(id) as string | null | undefined) ?? undefined,
    madeAs: (id: string, sha256: string) => void setSha.run(sha256, id),
    arrivedAs: (id: string, invoice: string) => void setInvoice.run(invoice, id),
    hasNumber: (firm: string, number: string) => hasNumber.get(firm, number) !== undefined,
    counter: (firm: string, series: string) =>
      (counter.get(firm, series) as Counter | undefined) ?? { last: 0, lastDay: '' },
    counters: () => allCounters.all() as (Counter & { firm: string; series: string })[],
    count: (firm: string, series: string, to: Counter) => void putCounter.run({ firm, series, ...to }),
    articles: (firm: string) => rows(articles.all(firm)).flatMap((row) => asArticle(row) ?? []),
    keepArticle: (firm: string, article: Article, used: number) =>
      void putArticle.run({ firm, name: nameOf(article), used, body: JSON.stringify(article) }),
    dropArticle: (firm: string, article: Article) => void dropArticle.run(firm, nameOf(article)),
  }
}

const nameOf = ({ reference, designation }: Article) => reference || designation
