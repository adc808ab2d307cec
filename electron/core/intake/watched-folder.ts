import { existsSync } from 'node:fs'
import type { Settings } from '../../../shared/contract/settings.ts'
import type { FolderView } from '../../../shared/contract/views.ts'
import { countInvoices } from './count.ts'
import { watchFolder, type WatchedFolder } from './folder.ts'
import type { Store } from '../store/database.ts'

export type Watching = ReturnType<typeof createWatching>
type Deps = Pick<Store, 'settings'> & {
  /** Watched when none has been chosen; empty for none at all. */
  proposedFolder: string
  found: (file: string) => void
  now: () => number
  changed: () => void
}

/** The folder that is watched, as it is set: which one, from when on, and whether at all. */
export function createWatching({ settings, proposedFolder, found, now, changed }: Deps) {
  let folder: WatchedFolder | undefined
  let counting: Promise<void> | undefined
  let isStarted = false

  /** Watches the folder that is set, or the one proposed, which is made the first time and only then. */
  function start() {
    isStarted = true
    countFromNow()
    const path = settings.get().folder || proposedFolder
    const isFirstOfOurs = path === proposedFolder && settings.mark('folderMade') === undefined
    // There before us: perhaps years of invoices, sent long ago.
    if (path && isFirstOfOurs && existsSync(path)) counting ??= leaveWhatIsThere(path)
    const { folderSince: since, watching } = settings.get()
    if (!path || (folder?.path === path && folder.since === since)) return
    void folder?.close()
    folder = watchFolder({ path, since, make: isFirstOfOurs, found, changed, now })
    if (isFirstOfOurs && !counting) settings.setMark('folderMade', now())
    if (!watching) folder.pause()
  }

  /**
   * An instant to come was kept by a clock that was ahead, and would hide every file until then: it counts from now on, and
   * the person is asked about what is there.
   */
  function countFromNow() {
    const current = settings.get()
    if (current.folderSince <= now()) return
    settings.save({ ...current, folderSince: now() })
    counting = countInvoices(current.folder || proposedFolder)
      .catch(() => 0)
      .then((existing) => {
        settings.setMark('folderExisting', existing)
        changed()
      })
  }

  /** From now on only what comes; what was there is counted meanwhile, so that the person can be asked about it. */
  async function leaveWhatIsThere(path: string) {
    const current = settings.get()
    if (!current.folderSince) settings.save({ ...current, folderSince: now() })
    settings.setMark('folderExisting', await countInvoices(path).catch(() => 0))
    // Only now: a start that was cut short begins again, and the person is asked.
    settings.setMark('folderMade', now())
    changed()
  }

  function save(next: Settings) {
    settings.save(next)
    // Before its time another environment may still be watching the same folder.
    if (isStarted) start()
    if (folder && next.watching !== (folder.state() !== 'paused')) {
      if (next.watching) folder.resume()
      else folder.pause()
    }
    changed()
  }

  return {
    start,
    save,
    /** The person has chosen a folder; so many files in it wait for a word from them. */
    choose: ({ path, existing }: { path: string; existing: number }) => {
      settings.setMark('folderExisting', existing)
      save({ ...settings.get(), folder: path, folderSince: existing ? now() : 0, watching: true })
    },
    /** The person's word about what was in the folder before it was watched: take it too, or only what is new. */
    answerExisting: ({ take }: { take: boolean }) => {
      settings.setMark('folderExisting', 0)
      save(take ? { ...settings.get(), folderSince: 0 } : settings.get())
    },
    view: (): FolderView => ({
      path: folder?.path ?? '',
      state: folder?.state() ?? 'missing',
      existing: settings.mark('folderExisting') ?? 0,
    }),
    look: () => {
      if (settings.get().folderSince > now()) start()
      folder?.look()
    },
    close: async () => {
      await folder?.close()
      await counting
    },
  }
}
