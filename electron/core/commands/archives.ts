import { existsSync } from 'node:fs'
import { fail, ok, type Result } from '../../../shared/contract/result.ts'
import type { Intake } from '../intake/intake.ts'
import type { Received } from '../intake/received.ts'
import type { Vault } from '../vault/vault.ts'
import type { Store } from '../store/database.ts'
import type { ArchivePieces } from './archive-pieces.ts'
import type { Done } from './recording.ts'

type Deps = Pick<Store, 'archives'> & {
  intake: Pick<Intake, 'take' | 'takeArchive'>
  received: Pick<Received, 'stop'>
  archivePieces: Pick<ArchivePieces, 'join' | 'detach'>
  vault: Pick<Vault, 'pathOf'>
}

/** Commands about archives that came in. An entry is named by its archive and its place. */
export const createArchiveCommands = ({ archives, intake, received, archivePieces, vault }: Deps) => ({
  join: archivePieces.join,
  detach: archivePieces.detach,
  /** Takes nothing more of it; what was taken stays. */
  stop: received.stop,
  /** Opens it once more, from where it lies. */
  async again(id: string): Promise<Done> {
    const path = archives.find(id)?.path ?? ''
    if (!path || !existsSync(path)) return fail('archive.moved')
    await intake.take(path, 'hand')
    return ok({})
  },
  /** An archive that was within another becomes one of its own. */
  async openApart(id: string, place: number): Promise<Result<{ id: string }>> {
    const found = archives.entry(id, place)?.entry
    if (found?.kind !== 'aside' || !found.isArchive || !found.file) return fail('archive.gone')
    const { name, sha256 } = found.file
    const given = { source: { path: vault.pathOf(sha256) }, name, path: '', by: 'hand' } as const
    const opened = (await intake.takeArchive(given)).archives?.[0]
    return opened ? ok({ id: opened.id }) : fail('archive.gone')
  },
})
