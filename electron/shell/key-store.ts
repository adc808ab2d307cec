import { safeStorage } from 'electron'
import type { KeyStore } from '../core/connections/key-store.ts'

/* oxlint-disable typescript/no-deprecated -- The asynchronous calls are not there on every supported system yet. */

/** The system's key store. On Linux without a keyring Electron only hides what it keeps: that is not safe. */
export const keyStore: KeyStore = {
  isSafe: () =>
    safeStorage.isEncryptionAvailable() &&
    (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'),
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (encrypted) => safeStorage.decryptString(encrypted),
}
