/** The system's key store. */
export type KeyStore = {
  /** Is what it keeps really locked, and not merely hidden? */
  isSafe: () => boolean
  encrypt: (text: string) => Buffer
  /** Throws when it was encrypted elsewhere. */
  decrypt: (encrypted: Buffer) => string
}
