import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { AccessInput, AccessView } from '../../../shared/contract/connection.ts'
import type { Credentials } from '../transports/chorus/sign-in.ts'
import type { AccessState } from '../../../shared/domain/wording/unsent.ts'
import { createAccessDraft } from './access-draft.ts'
import type { KeyStore } from './key-store.ts'
import { seal, unseal } from './seal.ts'

export type Access = ReturnType<typeof createAccess>
type Deps = { file: string; keyStore: KeyStore; official: { tokenUrl: string; apiUrl: string } }

/** Outcome of keeping accesses; but for « kept », nothing has changed. */
type Saved = 'kept' | 'passphrase' | 'locked' | 'secrets' | 'missing'

const Secrets = z.object({ clientSecret: z.string(), password: z.string() })
type Secrets = z.infer<typeof Secrets>
/** On the disk: who we are in clear, what proves it sealed. */
const Kept = z.object({
  clientId: z.string(),
  login: z.string(),
  tokenUrl: z.string(),
  apiUrl: z.string(),
  keptBy: z.enum(['system', 'passphrase']),
  sealed: z.string(),
})
type Kept = z.infer<typeof Kept>

/** Accesses of one connection: secrets are never written in clear (chorus-pro-api.md §1.1, domaine.md §15). */
export function createAccess({ file, keyStore, official }: Deps) {
  const draft = createAccessDraft({ file: `${file}.en-cours`, keyStore })
  let kept = read()
  let secrets = kept?.keptBy === 'system' ? opened(() => keyStore.decrypt(bytesOf(kept!))) : undefined
  let phrase = ''

  function read(): Kept | undefined {
    try {
      return Kept.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch {
      return undefined
    }
  }
  function write(next: Kept) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, JSON.stringify(next), { mode: 0o600 })
    renameSync(`${file}.new`, file)
    kept = next
  }
  const openedBy = (passphrase: string) =>
    kept?.keptBy === 'passphrase' ? opened(() => unseal(bytesOf(kept!), passphrase) ?? '') : undefined
  const keptBy = () => (keyStore.isSafe() ? 'system' : 'passphrase')

  return {
    view: (): AccessView => {
      const { sealed, ...typed } = draft.view()
      return {
        clientId: typed.clientId ?? kept?.clientId ?? '',
        login: typed.login ?? kept?.login ?? '',
        tokenUrl: typed.tokenUrl ?? kept?.tokenUrl ?? '',
        apiUrl: typed.apiUrl ?? kept?.apiUrl ?? '',
        kept: { clientSecret: !!kept || typed.clientSecret, password: !!kept || typed.password },
        done: typed.done,
        hasSecrets: !!kept,
        keptBy: kept?.keptBy ?? keptBy(),
        isLocked: !!kept && !secrets,
      }
    },
    /** Keeps one field as it is typed; the accesses in use stay as they are. */
    keep: draft.keep,
    state: (): AccessState => (!kept ? 'none' : secrets ? 'open' : 'locked'),
    /** Undefined while there are none, or they are locked. */
    credentials: (): Credentials | undefined =>
      kept && secrets
        ? {
            clientId: kept.clientId,
            login: kept.login,
            tokenUrl: kept.tokenUrl || official.tokenUrl,
            apiUrl: kept.apiUrl || official.apiUrl,
            ...secrets,
          }
        : undefined,
    /** Keeps them. An empty secret leaves the one there is; what cannot be opened is never replaced by nothing. */
    save({ clientSecret, password, passphrase, ...open }: AccessInput): Saved {
      const before = draft.secrets()
      const typed = {
        clientSecret: clientSecret || before.clientSecret,
        password: password.replace(/[\r\n]+$/, '') || before.password,
      }
      const isWhole = typed.clientSecret !== '' && typed.password !== ''
      const known = secrets ?? (isWhole ? undefined : openedBy(passphrase))
      if (kept && !known && !isWhole) return kept.keptBy === 'system' ? 'secrets' : passphrase ? 'locked' : 'passphrase'
      const next: Secrets = {
        clientSecret: typed.clientSecret || (known?.clientSecret ?? ''),
        password: typed.password || (known?.password ?? ''),
      }
      if (!next.clientSecret || !next.password) return 'missing'
      const by = keptBy()
      if (by === 'passphrase' && !(passphrase || phrase)) return 'passphrase'
      const text = JSON.stringify(next)
      const sealed = by === 'system' ? keyStore.encrypt(text) : seal(text, passphrase || phrase)
      write({ ...open, keptBy: by, sealed: sealed.toString('base64') })
      secrets = next
      phrase = passphrase || phrase
      draft.settle()
      return 'kept'
    },
    /** Opens what a passphrase has locked; false when it is not the one, and what was open stays so. */
    unlock(passphrase: string): boolean {
      const found = openedBy(passphrase)
      if (!found) return false
      secrets = found
      phrase = passphrase
      return true
    },
    forget() {
      rmSync(file, { force: true })
      draft.forget()
      kept = secrets = undefined
      phrase = ''
    },
  }
}

const bytesOf = ({ sealed }: Kept) => Buffer.from(sealed, 'base64')
/** A key store that has changed (another computer, a new profile) opens nothing: the secrets are asked for again. */
function opened(open: () => string): Secrets | undefined {
  try {
    return Secrets.parse(JSON.parse(open()))
  } catch {
    return undefined
  }
}
