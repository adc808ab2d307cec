import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { fileThatLeaves, type InvoiceAt } from '../../../../shared/domain/lifecycle/invoice.ts'
import { pieceName } from '../../../../shared/domain/document/attachments.ts'
import { portalFileName } from '../../../../shared/domain/portal/file-name.ts'
import table from '../../../../shared/tables/portal.json' with { type: 'json' }
import type { Vault } from '../../vault/vault.ts'

/** Ending of the name of a copy that is not whole yet. */
const HALF = '.part'

type Deps = { folder: string; vault: Vault }
type Ready = Pick<InvoiceAt<'portal'>, 'file' | 'leavesAs' | 'circuit' | 'joined' | 'fields' | 'pieces'>
type Laid = { sha256: string; name: string }

/** Upload folder: a person chooses files from it on the portal: our copies, each under a name the portal takes. */
export function createUploadFolder({ folder, vault }: Deps) {
  /** Puts the invoice and what goes with it there, unless they are. Answers the path of the invoice. Throws `DamagedCopy`. */
  async function put(invoice: Ready): Promise<string> {
    await mkdir(folder, { recursive: true })
    await sweep()
    const { main, pieces } = laidOf(invoice)
    for (const piece of pieces) await lay(piece)
    return lay(main)
  }
  /** Leftovers that were being laid out when the computer stopped. */
  async function sweep(): Promise<void> {
    for (const name of await readdir(folder))
      if (/^\.[0-9a-f]{64}\.part$/.test(name)) await rm(join(folder, name), { force: true })
  }
  /** Another file of that name is left alone. */
  async function lay({ sha256, name }: Laid): Promise<string> {
    for (let turn = 1; ; turn++) {
      const path = join(folder, nameOf(name, turn))
      const there = await shaOf(path)
      if (there === sha256) return path
      if (there) continue
      const half = join(folder, `.${sha256}${HALF}`)
      await writeFile(half, await vault.read(sha256))
      await rename(half, path)
      return path
    }
  }
  /** Takes our copies away once they are of no more use; what is not ours to the byte stays. */
  async function clear(invoice: Ready): Promise<void> {
    const { main, pieces } = laidOf(invoice)
    for (const laid of [main, ...pieces]) await take(laid)
  }
  async function take({ sha256, name }: Laid): Promise<void> {
    for (let turn = 1; ; turn++) {
      const path = join(folder, nameOf(name, turn))
      const there = await shaOf(path)
      if (!there) return
      if (there === sha256) await rm(path, { force: true })
    }
  }
  // Mutex: asked for twice at once (a page opened again), the second finds what the first has laid out.
  let last: Promise<unknown> = Promise.resolve()
  function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }
  return {
    put: (invoice: Ready) => oneAtATime(() => put(invoice)),
    clear: (invoice: Ready) => oneAtATime(() => clear(invoice)),
  }
}

const laidOf = ({ fields, pieces, ...invoice }: Ready): { main: Laid; pieces: Laid[] } => ({
  main: { sha256: fileThatLeaves(invoice).sha256, name: portalFileName(fields.number, invoice.file.name) },
  pieces: pieces.map((piece) => ({ sha256: piece.file.sha256, name: pieceName(piece.name) })),
})

/** « FA-12_copie2.pdf »: what is added says what it is, a bare number would make it another invoice's. */
function nameOf(whole: string, turn: number): string {
  if (turn === 1) return whole
  const { name, ext } = parse(whole)
  const added = `_copie${turn}`
  return `${name.slice(0, table.fileNameLength.value - added.length - ext.length)}${added}${ext}`
}

/** Undefined when there is no such file. */
const shaOf = (path: string) =>
  readFile(path).then(
    (bytes) => createHash('sha256').update(bytes).digest('hex'),
    () => undefined,
  )
