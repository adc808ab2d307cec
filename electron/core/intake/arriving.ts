import { open, stat, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import patience from '../../../shared/tables/patience.json' with { type: 'json' }
import type { StrayReason } from '../../../shared/contract/stray.ts'
import { cloudName, isLitter } from './ignored.ts'
import { mayBeInvoice } from '../reading/file-names.ts'

/** Why a file of the folder is waited for; `isNews` once, when it has been for long enough to say so. */
type Wait = { reason: StrayReason; isNews: boolean }
type Waited = { state: string; since: number; from: number; isSaid: boolean }

/**
 * Files of the watched folder that are not all there yet: written by a copier or a network, still empty, or kept by a cloud
 * under a stand-in. Each is waited for as long as it moves; one that has stood still for a while is taken as it is, except
 * what is empty. Times are epoch ms.
 */
export function createArrivals({ now }: { now: () => number }) {
  const waited = new Map<string, Waited>()
  const { stillSeconds, silentSeconds } = patience.arriving

  /** Undefined when it can be taken. Throws the system's errors. */
  async function waitFor(path: string): Promise<Wait | undefined> {
    const found = await stat(path)
    if (cloudName(path) !== undefined) return { reason: 'away', isNews: isNews(stillIs(path, 'elsewhere'), 0) }
    const isEmpty = found.size === 0
    const mayCome = found.isFile() && !isLitter(path) && mayBeInvoice(path)
    const entry = stillIs(path, `${found.size} ${found.mtimeMs}`)
    const isStill = now() - entry.since >= stillSeconds * 1000
    if (!mayCome || (!isEmpty && (isStill || (await isWhole(path, found.size))))) {
      waited.delete(path)
      return undefined
    }
    return { reason: isEmpty ? 'blank' : 'arriving', isNews: isNews(entry, silentSeconds) }
  }
  function stillIs(path: string, state: string): Waited {
    const before = waited.get(path)
    const { from, isSaid } = before ?? { from: now(), isSaid: false }
    const entry = before?.state === state ? before : { state, since: now(), from, isSaid }
    waited.set(path, entry)
    return entry
  }
  function isNews(entry: Waited, afterSeconds: number): boolean {
    if (entry.isSaid || now() - entry.from < afterSeconds * 1000) return false
    entry.isSaid = true
    return true
  }

  return {
    waitFor,
    /** Those that are waited for, to be looked at again. */
    paths: () => [...waited.keys()],
    /** It is not there any more. True when it was waited for. */
    forget: (path: string) => waited.delete(path) || cloudName(path) !== undefined,
  }
}

/** As far from the end as its last mark may stand, in bytes: a ZIP ends with a comment of 64 KiB at most. */
const TAIL = 70_000
const HEAD = 1024

/** A PDF, an XML, a ZIP or a tar that has its last mark; of anything else it cannot be told, and it counts as whole. */
async function isWhole(path: string, size: number): Promise<boolean> {
  const file = await open(path)
  try {
    const head = await textAt(file, 0, Math.min(HEAD, size))
    // A copy under way may have taken all its room first, empty.
    if (/^\0*$/.test(head)) return false
    const tail = await textAt(file, Math.max(0, size - TAIL), Math.min(TAIL, size))
    if (head.slice(257, 262) === 'ustar') return /\0{1024}$/.test(tail)
    if (head.includes('%PDF-')) return tail.includes('%%EOF')
    if (head.startsWith('PK\x03\x04')) return tail.includes('PK\x05\x06')
    const root = /^[^<]{0,4}<(?:[?!][^>]*>\s*<)*([\w:.-]+)/.exec(head.replaceAll('\0', ''))?.[1]
    return !root || tail.replaceAll('\0', '').includes(`</${root}`) || tail.trimEnd().endsWith('/>')
  } finally {
    await file.close()
  }
}
async function textAt(file: FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.toString('latin1', 0, bytesRead)
}

/** What is shown of it: a stand-in bears the name of the file that is to come. */
export const shownName = (path: string): string => cloudName(path) ?? basename(path)
