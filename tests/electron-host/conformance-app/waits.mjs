// The trap of ESM in Electron: `ready` comes after the main module, so this module waits for itself.
import { app } from 'electron'

setTimeout(() => {
  process.stdout.write('still waiting\n')
  app.exit(7)
}, 1500)
await app.whenReady()
process.stdout.write('ready\n')
