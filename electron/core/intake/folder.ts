import { watch, type FSWatcher } from 'chokidar'
import { accessSync, constants, mkdirSync, realpathSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import patience from '../../../shared/tables/patience.json' with { type: 'json' }
import { isArchiveFolder, isLitter } from './ignored.ts'

/** What the watched folder is doing. */
export type FolderState = 'watching' | 'paused' | 'missing' | 'denied'
export type WatchedFolder = ReturnType<typeof watchFolder>

type Deps = {
  path: string
  /** Files that were there before this instant (epoch ms) are left alone. */
  since: number
  /** Makes the folder when it is not there: only for the one the application proposes itself. */
  make: boolean
  found: (path: string) => void
  changed: () => void
  /** A file has stopped growing when its size has not moved for this long, in milliseconds. */
  stableMs?: number
  /** Epoch ms. */
  now?: () => number
  /** The system's own watch; a parameter so that a share that says nothing can be tried. */
  listen?: typeof watch
}

/** Without the system's own watches, the folder is looked through so often, in milliseconds. */
const LOOK_EVERY = 3000

/** A folder whose system says nothing is looked through so often, in milliseconds. */
const LOOK_THROUGH = patience.arriving.lookThroughSeconds * 1000

/** Says which files appear in a folder, once each has stopped growing; finds those that came while nobody watched. */
export function watchFolder({ path, since, make, found, changed, stableMs = 400, ...parts }: Deps) {
  const { now = Date.now, listen = watch } = parts
  let watcher: FSWatcher | undefined
  let state: FolderState = 'missing'
  let isLooking = false
  /** Each file as it was when it was found: what is as it was is not found again. */
  const seen = new Map<string, string>()
  let looked: Promise<void> | undefined
  let lookedAt = now()

  function open({ byLooking = false } = {}) {
    // The folder may be a link, or a junction; what is in it must not be: a link leads to files of another place.
    const root = realpathSync(path)
    watcher = listen(root, {
      ignored: (name, stats) => name !== root && isIgnored(name, stats?.isDirectory() === true),
      awaitWriteFinish: { stabilityThreshold: stableMs, pollInterval: Math.min(100, stableMs) },
      followSymlinks: false,
      ignorePermissionErrors: true,
      ...(byLooking && { usePolling: true, interval: LOOK_EVERY, binaryInterval: LOOK_EVERY }),
    })
    watcher.on('add', (name) => isRecent(name) && find(name))
    watcher.on('change', (name) => find(name))
    watcher.on('error', (error) => {
      if (!byLooking && isExhausted(error)) lookInstead()
      else look()
    })
    return watcher
  }
  /** The system has no more watches to give (fs.inotify): the folder is looked through from time to time instead. */
  function lookInstead() {
    if (state !== 'watching' || isLooking) return
    isLooking = true
    void watcher?.close()
    open({ byLooking: true })
  }
  function find(name: string) {
    seen.set(name, stateOf(name))
    found(name)
  }
  /** A share may say nothing of what comes: the whole folder is looked through, and what is new or not as it was is found. */
  async function lookThrough(folder: string) {
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const name = join(folder, entry.name)
      if (state !== 'watching') return
      if (isIgnored(name, entry.isDirectory())) continue
      if (entry.isDirectory()) await lookThrough(name)
      else if (entry.isFile() && seen.get(name) !== stateOf(name) && isRecent(name)) find(name)
    }
  }
  /** When a file came to this folder: a copy may keep an old date of its contents, never of its entry. */
  function isRecent(name: string) {
    if (!since) return true
    try {
      const { birthtimeMs, ctimeMs, mtimeMs } = statSync(name)
      return Math.max(birthtimeMs, ctimeMs, mtimeMs) >= since
    } catch {
      return false
    }
  }

  function close() {
    const closing = watcher?.close()
    watcher = undefined
    return closing ?? Promise.resolve()
  }
  function become(next: FolderState) {
    if (next === state) return
    state = next
    isLooking = false
    if (next === 'watching') open()
    else void close()
    changed()
  }
  /** Is the folder there, and may we read it? Called from time to time; it is watched again when it is back. */
  function look() {
    if (state !== 'paused') become(condition(path))
    const waited = now() - lookedAt
    // A clock that was set back does not put it off.
    if (state !== 'watching' || looked || (waited >= 0 && waited < LOOK_THROUGH)) return
    lookedAt = now()
    looked = lookThrough(realpathSync(path)).finally(() => (looked = undefined))
  }

  if (make) makeFolder(path)
  look()
  return {
    path,
    since,
    state: () => state,
    look,
    pause: () => become('paused'),
    resume: () => {
      become('missing')
      look()
    },
    /** Resolves when the first look through the folder is over. */
    ready: () => new Promise<void>((done) => (watcher ? watcher.once('ready', done) : done())),
    close,
  }
}

const isIgnored = (path: string, isFolder: boolean) => isLitter(path) || (isFolder && isArchiveFolder(path))

/** What moves when a file is written to; empty for one that has gone, or does not say. */
function stateOf(path: string): string {
  try {
    const { size, mtimeMs, ctimeMs } = statSync(path)
    return `${size} ${mtimeMs} ${ctimeMs}`
  } catch {
    return ''
  }
}

const isExhausted = (error: unknown) =>
  ['ENOSPC', 'EMFILE', 'ENFILE', 'ENOMEM'].includes((error as { code?: string }).code ?? '')

/** A folder that cannot be made is missing, and said to be: that is no reason not to start. */
function makeFolder(path: string) {
  try {
    mkdirSync(path, { recursive: true })
  } catch {
    return
  }
}

function condition(path: string): FolderState {
  try {
    if (!statSync(path).isDirectory()) return 'missing'
    accessSync(path, constants.R_OK | constants.X_OK)
    return 'watching'
  } catch (error) {
    return (error as { code?: string }).code === 'EACCES' ? 'denied' : 'missing'
  }
}
