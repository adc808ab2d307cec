import { chmodSync, mkdirSync } from 'node:fs'

/** What is kept from now on is for its owner alone, and so is the folder it lies in, also one that an older version made. */
export function keepToOwner(folder: string): void {
  process.umask(0o077)
  mkdirSync(folder, { recursive: true })
  try {
    chmodSync(folder, 0o700)
  } catch {
    // A folder of somebody else’s: what we write there is still ours alone.
  }
}
