import { writtenReading } from '../../../shared/domain/authoring/written.ts'
import type { Reading } from '../../../shared/domain/document/reading.ts'
import type { StoredFile } from '../../../shared/domain/document/stored-file.ts'
import type { Inquiries } from '../buyers/lookups.ts'
import type { Knowledge } from '../reading/reading-context.ts'
import type { Vault } from '../vault/vault.ts'
import type { KeptWords } from '../reading/scan/kept-words.ts'
import type { Progress, Scanner } from '../reading/scan/scanner.ts'
import type { Reader } from '../reading/thread.ts'
import type { Store } from '../store/database.ts'
import { done, type Handler, type Verdict } from '../engine/worker.ts'

type Deps = Pick<Store, 'invoices' | 'authored'> & {
  knowledge: Knowledge
  vault: Vault
  reader: Reader
  scanner: Scanner | undefined
  words: KeptWords
  inquiries: Inquiries
  changed: () => void
  report: (error: unknown) => void
}

/** A scan that waits for its turn (page 0 of 0) or is being recognised. */
type Scan = { progress: Progress; abort: AbortController }

const STOPPED = 'Vous avez arrêté la lecture de ce scan. Saisissez la facture d’après le document, ou relisez le scan.'

/**
 * Reading of what has arrived. A file nothing can be read from is a draft with empty fields: the person fills them in. A scan
 * takes its time elsewhere, while other files are read.
 */
export function createReadJob({ invoices, authored, knowledge, vault, reader, scanner, ...parts }: Deps) {
  const { words, inquiries, changed, report } = parts
  const scans = new Map<string, Scan>()

  const handler: Handler = async ({ subject: id }, ending) => {
    const { file } = invoices.get(id)
    const source = { path: vault.pathOf(file.sha256) }
    const memory = knowledge.memory()
    const read = await reader.read(source, file.name, memory)
    // Of an invoice made here everything is known: its file is read for what may be wrong with the file.
    const written = authored.ofFile(file.sha256)
    if (written) return done({ type: 'read', reading: writtenReading(written.invoice, read) })
    if (!read.document.scan || !scanner) return readAs(read, file.folder)
    const scan = { progress: { page: 0, of: 0 }, abort: new AbortController() }
    scans.set(id, scan)
    const progress = (progress: Progress) => {
      scan.progress = progress
      changed()
    }
    const signal = AbortSignal.any([scan.abort.signal, ending])
    const recognised = scanner.read({ source, unread: read, memory }, { progress, signal })
    return { is: 'elsewhere', verdict: verdictOf(id, { recognised, unread: read, file, ending }) }
  }

  type Recognition = { recognised: ReturnType<Scanner['read']>; unread: Reading; file: StoredFile; ending: AbortSignal }

  async function verdictOf(id: string, { recognised, unread, file, ending }: Recognition): Promise<Verdict> {
    try {
      const scan = await recognised
      await words.keep(file.sha256, scan).catch(report)
      return readAs(scan.reading, file.folder)
    } catch {
      // The application ends: the job keeps its claim, and is done again at the next start.
      if (ending.aborted) return await new Promise<Verdict>(() => undefined)
      return readAs({ ...unread, document: { ...unread.document, status: 'partial', message: STOPPED } }, file.folder)
    } finally {
      scans.delete(id)
    }
  }

  function readAs(read: Reading, folder: string | undefined): Verdict {
    const reading = knowledge.complete(read, folder)
    inquiries.want(reading.fields)
    return done({ type: 'read', reading })
  }

  return {
    handler,
    /** The page being recognised; undefined for what is not a scan under way. */
    progress: (id: string): Progress | undefined => scans.get(id)?.progress,
    /** The person would rather type. */
    stopScan: (id: string) => scans.get(id)?.abort.abort(),
  }
}
