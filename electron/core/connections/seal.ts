import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'

const keyOf = (passphrase: string, salt: Buffer) =>
  scryptSync(passphrase.normalize('NFKC'), salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 })

/** Encryption of a text with a passphrase: 16 bytes of salt, 12 of nonce, 16 of tag, then the text. */
export function seal(text: string, passphrase: string): Buffer {
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(passphrase, salt), nonce)
  const locked = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([salt, nonce, cipher.getAuthTag(), locked])
}

/** Decryption: the text again; undefined when it is not this passphrase, or the bytes were changed. */
export function unseal(sealed: Buffer, passphrase: string): string | undefined {
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(passphrase, sealed.subarray(0, 16)), sealed.subarray(16, 28))
    decipher.setAuthTag(sealed.subarray(28, 44))
    return decipher.update(sealed.subarray(44)).toString('utf8') + decipher.final('utf8')
  } catch {
    return undefined
  }
}
