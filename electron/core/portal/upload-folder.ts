import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join, parse } from 'node:path'
import type { At } from '../../../shared/domain/invoice.ts'
import { portalFileName } from '../../../shared/domain/portal/file-name.ts'
import type { Vault } from '../intake/vault.ts'

type Parts = { folder: string; vault: Vault }
type Ready = Pick<At<'portal'>, 'file' | 'fields'>

/** The folder a person chooses files from on the portal: our copies, each under a name the portal takes. */
export function createUploadFolder({ folder, vault }: Parts) {
  /** Puts the file there unless it is there already. Answers its path; another file of that name is left alone. */
  async function put({ file, fields }: Ready): Promise<string> {
    await mkdir(folder, { recursive: true })
    for (let turn = 1; ; turn++) {
      const path = join(folder, nameOf({ file, fields }, turn))
      const there = await shaOf(path)
      if (there === file.sha256) return path
      if (there) continue
      const half = join(folder, `.${file.sha256}.part`)
      await copyFile(vault.pathOf(file.sha256), half)
      await rename(half, path)
      return path
    }
  }
  /** Takes our copy away once it is of no more use; what is not ours to the byte stays. */
  async function clear({ file, fields }: Ready): Promise<void> {
    for (let turn = 1; ; turn++) {
      const path = join(folder, nameOf({ file, fields }, turn))
      const there = await shaOf(path)
      if (!there) return
      if (there === file.sha256) await rm(path, { force: true })
    }
  }
  return { put, clear }
}

function nameOf({ file, fields }: Ready, turn: number): string {
  const whole = portalFileName(fields.number, file.name)
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
