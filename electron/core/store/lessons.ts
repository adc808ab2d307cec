import { Lesson } from '../../../shared/domain/document/layout-hint.ts'
import type { Db } from './db.ts'
import type { Quarantine } from './quarantine.ts'

/** As many are kept: those of dozens of layouts. The oldest go first. */
const MOST = 500

/** What corrections have taught, on this machine only. */
export function createLessons(db: Db, { read }: Quarantine) {
  const put = db.prepare(`
    INSERT INTO lessons VALUES (@id, @learntAt, @body) ON CONFLICT (id) DO UPDATE SET body = excluded.body`)
  const crop = db.prepare(
    `DELETE FROM lessons WHERE id NOT IN (SELECT id FROM lessons ORDER BY learnt_at DESC, rowid DESC LIMIT ${MOST})`,
  )
  const drop = db.prepare(`DELETE FROM lessons WHERE id = ?`)
  const dropAll = db.prepare(`DELETE FROM lessons`)
  const list = db.prepare(`SELECT id, body FROM lessons ORDER BY learnt_at DESC, rowid DESC`)
  return {
    put: (lesson: Lesson) => {
      put.run({ id: lesson.id, learntAt: lesson.learntAt, body: JSON.stringify(lesson) })
      crop.run()
    },
    drop: (id: string) => void drop.run(id),
    dropAll: () => void dropAll.run(),
    /** The latest first. */
    list: () =>
      (list.all() as { id: string; body: string }[]).flatMap(
        ({ id, body }) => read({ table: 'lessons', key: id, text: body }, (json) => Lesson.parse(json)) ?? [],
      ),
  }
}
