import { start } from './0001-start.ts'
import { markets } from './0002-markets.ts'
import { lessons } from './0003-lessons.ts'
import { likeness } from './0004-likeness.ts'
import { folderFiles } from './0005-folder-files.ts'
import { jobsBySubject } from './0006-jobs-by-subject.ts'
import { shipments } from './0007-shipments.ts'
import { projection } from './0008-projection.ts'
import { authored } from './0009-authored.ts'
import { lots } from './0010-lots.ts'
import { payments } from './0011-payments.ts'
import { draftUndo } from './0012-draft-undo.ts'

/** One entry per released change, never edited afterwards. Its place in the list is its version. */
export const migrations = [
  start,
  markets,
  lessons,
  likeness,
  folderFiles,
  jobsBySubject,
  shipments,
  projection,
  authored,
  lots,
  payments,
  draftUndo,
]
