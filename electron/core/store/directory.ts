import { FirmsOwn } from '../../../shared/contract/connection.ts'
import { Buyer } from '../../../shared/domain/buyers/buyer.ts'
import { PieceType } from '../../../shared/domain/document/attachments.ts'
import { Recipient } from '../../../shared/domain/buyers/requirements.ts'
import { Exemption } from '../../../shared/domain/platform/exemption-reason.ts'
import type { Db } from './db.ts'
import { keepUnknown } from './keep-unknown.ts'
import { parseOnce } from './parse-once.ts'
import type { Quarantine } from './quarantine.ts'

/** What Chorus Pro says of public buyers and of its own lists, and what we have learnt by sending invoices. */
export function createDirectory(db: Db, quarantine: Quarantine) {
  const recipient = db.prepare(`SELECT asked_at AS askedAt, body FROM recipients WHERE siret = ?`)
  const putRecipient = db.prepare(`
    INSERT INTO recipients VALUES (@siret, @askedAt, @body)
    ON CONFLICT (siret) DO UPDATE SET asked_at = excluded.asked_at, body = excluded.body`)
  const list = db.prepare(`SELECT asked_at AS askedAt, body FROM referentials WHERE name = ?`)
  const putList = db.prepare(`
    INSERT INTO referentials VALUES (@name, @askedAt, @body)
    ON CONFLICT (name) DO UPDATE SET asked_at = excluded.asked_at, body = excluded.body`)
  const buyer = db.prepare(`SELECT body FROM buyers WHERE siret = ?`).pluck()
  const buyers = db.prepare(`SELECT siret, body FROM buyers`)
  const putBuyer = db.prepare(`INSERT INTO buyers VALUES (?, ?) ON CONFLICT (siret) DO UPDATE SET body = excluded.body`)
  const bodyOfBuyer = keepUnknown(Buyer)
  const rowOf = (name: string) => list.get(name) as { askedAt: number; body: string } | undefined
  const asRecipient = parseOnce(quarantine, 'recipients', (body) => Recipient.parse(body))
  const asBuyer = parseOnce(quarantine, 'buyers', (body) => Buyer.parse(body))
  const asExemptions = parseOnce(quarantine, 'referentials', (body) => Exemption.array().parse(body))
  const asPieceTypes = parseOnce(quarantine, 'referentials', (body) => PieceType.array().parse(body))
  const asOwn = parseOnce(quarantine, 'referentials', (body) => FirmsOwn.nullable().parse(body))
  const keepList = (name: string, entries: object[], askedAt: number) =>
    void putList.run({ name, askedAt, body: JSON.stringify(entries) })

  return {
    /**
     * Undefined when Chorus Pro has not been asked, or what it said cannot be read any more; `recipient` null when it knows no
     * such structure.
     */
    recipient: (siret: string) => {
      const row = recipient.get(siret) as { askedAt: number; body: string | null } | undefined
      const known = row && (row.body === null ? null : asRecipient(siret, row.body))
      return known === undefined ? undefined : { askedAt: row!.askedAt, recipient: known }
    },
    keepRecipient: (siret: string, found: Recipient | null, askedAt: number) =>
      void putRecipient.run({ siret, askedAt, body: found && JSON.stringify(found) }),
    /** Reasons for counting no VAT; undefined when Chorus Pro has not been asked. */
    exemptions: () => {
      const row = rowOf('exemptions')
      const exemptions = row && asExemptions('exemptions', row.body)
      return exemptions && { askedAt: row.askedAt, exemptions }
    },
    keepExemptions: (found: Exemption[], askedAt: number) => keepList('exemptions', found, askedAt),
    /** What a file joined to an invoice may be called; undefined when Chorus Pro has not been asked. */
    pieceTypes: () => {
      const row = rowOf('pieceTypes')
      const types = row && asPieceTypes('pieceTypes', row.body)
      return types && { askedAt: row.askedAt, types }
    },
    keepPieceTypes: (found: PieceType[], askedAt: number) => keepList('pieceTypes', found, askedAt),
    /** What Chorus Pro answered to a question of yes or no, `isYes` undefined when it would not say; undefined when it has not been asked. */
    answer: (question: string) => {
      const row = rowOf(question)
      return row && { askedAt: row.askedAt, isYes: row.body === 'null' ? undefined : row.body === 'true' }
    },
    keepAnswer: (question: string, isYes: boolean | undefined, askedAt: number) =>
      void putList.run({ name: question, askedAt, body: String(isYes ?? null) }),
    /** What the account may choose among a firm's own, null when it may not deposit for it; undefined when it has not been asked. */
    own: (siret: string) => {
      const row = rowOf(`own ${siret}`)
      const own = row && asOwn(`own ${siret}`, row.body)
      return own === undefined ? undefined : { askedAt: row!.askedAt, own }
    },
    keepOwn: (siret: string, own: FirmsOwn | undefined, askedAt: number) =>
      void putList.run({ name: `own ${siret}`, askedAt, body: JSON.stringify(own ?? null) }),
    buyer: (siret: string) => {
      const body = buyer.get(siret) as string | undefined
      return body === undefined ? undefined : asBuyer(siret, body)
    },
    /** Everybody in the address book. */
    buyers: () =>
      (buyers.all() as { siret: string; body: string }[]).flatMap(({ siret, body }) => asBuyer(siret, body) ?? []),
    /** One that cannot be read stays as it is: a newer version may know more of it. */
    keepBuyer: (known: Buyer) => {
      const body = buyer.get(known.siret) as string | undefined
      if (body === undefined || asBuyer(known.siret, body)) putBuyer.run(known.siret, bodyOfBuyer(body, known))
    },
  }
}
