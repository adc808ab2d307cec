import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isReady } from './app.ts'
import { getPath } from './paths.ts'
import { knownOnly } from './refuse.ts'

/** A key file beside the data, which is what « basic_text » means on Linux: no keyring, no real protection. */
function key(): Buffer {
  const path = join(getPath('userData'), 'host-key')
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, randomBytes(32), { mode: 0o600 })
  }
  return readFileSync(path)
}

/** v10, then 12 bytes of nonce, 16 of tag, and the text. */
function encryptString(text: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key(), nonce)
  const secret = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from('v10'), nonce, cipher.getAuthTag(), secret])
}

function decryptString(encrypted: Buffer): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key(), encrypted.subarray(3, 15))
    decipher.setAuthTag(encrypted.subarray(15, 31))
    return decipher.update(encrypted.subarray(31)).toString('utf8') + decipher.final('utf8')
  } catch {
    throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.')
  }
}

// The synchronous ones are deprecated, and still Electron's: an application may use either.
/* oxlint-disable typescript/no-deprecated */
type Known =
  | ('isEncryptionAvailable' | 'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString')
  | ('setUsePlainTextEncryption' | 'decryptString' | 'encryptStringAsync' | 'decryptStringAsync')

export const safeStorage = knownOnly('safeStorage', {
  isEncryptionAvailable: isReady,
  isAsyncEncryptionAvailable: () => Promise.resolve(isReady()),
  getSelectedStorageBackend: () => (isReady() ? 'basic_text' : 'unknown'),
  setUsePlainTextEncryption: () => undefined,
  encryptString,
  decryptString,
  encryptStringAsync: (text) => Promise.resolve().then(() => encryptString(text)),
  decryptStringAsync: (encrypted) =>
    Promise.resolve().then(() => ({ shouldReEncrypt: false, result: decryptString(encrypted) })),
} satisfies Pick<Electron.SafeStorage, Known>) as unknown as Electron.SafeStorage
