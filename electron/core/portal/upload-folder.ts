import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join, parse } from 'node:path'
import type { At } from '../../../shared/domain/invoice.ts'
import { pieceName } from '../../../shared/domain/pieces.ts'
import { portalFileName } from '../../../shared/domain/portal/file-name.ts'
import type { Vault } from '../intake/vault.ts'

type Parts = { folder: string; vault: Vault }
type Ready = Pick<At<'portal'>, 'file' | 'fields' | 'pieces'>
type Laid = { sha256: string; name: string }

/** The folder a person chooses files from on the portal: our copies, each under a name the portal takes. */
export function createUploadFolder({ folder, vault }: Parts) {
  /** Puts the invoice and what goes with it there, unless they are. Answers the path of the invoice. */
  async function put(invoice: Ready): Promise<string> {
    await mkdir(folder, { recursive: true })
    const { main, pieces } = laidOf(invoice)
    for (const piece of pieces) await lay(piece)
    return lay(main)
  }
  /** Another file of that name is left alone. */
  async function lay({ sha256, name }: Laid): Promise<string> {
    for (let turn = 1; ; turn++) {
      const path = join(folder, nameOf(name, turn))
      const there = await shaOf(path)
      if (there === sha256) return path
      if (there) continue
      const half = join(folder, `.${sha256}.part`)
      await copyFile(vault.pathOf(sha256), half)
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
  return { put, clear }
}

const laidOf = ({ file, fields, pieces }: Ready): { main: Laid; pieces: Laid[] } => ({
  main: { sha256: file.sha256, name: portalFileName(fields.number, file.name) },
  pieces: pieces.map((piece) => ({ sha256: piece.file.sha256, name: pieceName(piece.name) })),
})

function nameOf(whole: string, turn: number): string {
  if (turn === 1) return whole
  const { name, ext } = parse(whole)
  return portalFileName(`${name.slice(0, -3)}-${turn}`, `x${ext}`)
}

/** Undefined when there is no such file. */
const shaOf = (path: string) =>
  readFile(path).then(
    (bytes) => createHash('sha256').update(bytes).digest('hex'),
    () => undefined,
  )
