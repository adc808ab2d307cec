import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { AccessKeep } from '../../../shared/contract/connection.ts'
import type { KeyStore } from './key-store.ts'

const Secrets = z.object({ clientSecret: z.string(), password: z.string() })
type Secrets = z.infer<typeof Secrets>
const Draft = z.object({
  clientId: z.string().optional(),
  login: z.string().optional(),
  tokenUrl: z.string().optional(),
  apiUrl: z.string().optional(),
  /** Steps that are done, by their ids (connection-steps.json). */
  done: z.array(z.string()).default([]),
  /** The secrets typed so far, locked by the system; absent where it keeps none safely. */
  sealed: z.string().optional(),
})
const none: Secrets = { clientSecret: '', password: '' }

/**
 * Draft of accesses: what has been typed so far, field by field: getting them takes days. The accesses in use are not touched by
 * it. Where the system keeps nothing safely, secrets stay in memory until a passphrase locks them.
 */
export function createAccessDraft({ file, keyStore }: { file: string; keyStore: KeyStore }) {
  let draft = read()
  let secrets = opened()

  function read() {
    try {
      return Draft.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch {
      return Draft.parse({})
    }
  }
  /** A key store that has changed opens nothing: they are asked for again. */
  function opened(): Secrets {
    try {
      return draft.sealed ? Secrets.parse(JSON.parse(keyStore.decrypt(Buffer.from(draft.sealed, 'base64')))) : none
    } catch {
      return none
    }
  }
  function write(next: z.infer<typeof Draft>) {
    draft = next
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, JSON.stringify(draft), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  return {
    view: () => ({ ...draft, clientSecret: secrets.clientSecret !== '', password: secrets.password !== '' }),
    secrets: () => secrets,
    keep({ clientSecret = secrets.clientSecret, password = secrets.password, done = draft.done, ...open }: AccessKeep) {
      secrets = { clientSecret, password: password.replace(/[\r\n]+$/, '') }
      const isSafe = keyStore.isSafe() && (secrets.clientSecret || secrets.password)
      const sealed = isSafe ? keyStore.encrypt(JSON.stringify(secrets)).toString('base64') : undefined
      write({ ...draft, ...open, done, sealed })
    },
    /** Ends the draft: what was typed is in use now; the steps stay ticked. */
    settle() {
      secrets = none
      write({ done: draft.done })
    },
    forget() {
      secrets = none
      draft = Draft.parse({})
      rmSync(file, { force: true })
    },
  }
}
