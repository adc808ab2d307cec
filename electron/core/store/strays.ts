import { RejectedFile } from '../../../shared/contract/stray.ts'
import type { Db } from './db.ts'
import type { Quarantine } from './quarantine.ts'

/** Files that could not be taken in. They stay where they are; the reason is kept until they can be, or are dismissed. */
export function createStrays(db: Db, { read }: Quarantine) {
  const put = db.prepare(`
    INSERT INTO strays VALUES (@path, @at, @body)
    ON CONFLICT (path) DO UPDATE SET at = excluded.at, body = excluded.body`)
  const drop = db.prepare(`DELETE FROM strays WHERE path = ?`)
  const list = db.prepare(`SELECT rowid AS row, body FROM strays ORDER BY at DESC`)
  /** Those that could not be written down (a full disk): they are known as long as the application runs. */
  const unwritten = new Map<string, RejectedFile>()
  const putAll = db.transaction((strays: RejectedFile[]) => {
    for (const stray of strays) put.run({ path: stray.path, at: stray.at, body: JSON.stringify(stray) })
  })
  return {
    /** All or none of them. Throws nothing: what cannot be written down is remembered meanwhile. */
    put: (...strays: RejectedFile[]) => {
      try {
        putAll.immediate(strays)
        for (const { path } of strays) unwritten.delete(path)
      } catch {
        for (const stray of strays) unwritten.set(stray.path, stray)
      }
    },
    drop: (path: string) => {
      const wasUnwritten = unwritten.delete(path)
      return drop.run(path).changes === 1 || wasUnwritten
    },
    list: (): RejectedFile[] => [
      ...unwritten.values(),
      ...(list.all() as { row: number; body: string }[])
        .flatMap(
          ({ row, body }) =>
            read({ table: 'strays', key: `${row}`, text: body }, (json) => RejectedFile.parse(json)) ?? [],
        )
        .filter(({ path }) => !unwritten.has(path)),
    ],
  }
}
