// 'electron' means the host, for import and require alike, and for the inspector's `require`, which Playwright uses.
import { registerHooks } from 'node:module'

const url = new URL('./index.ts', import.meta.url).href
const NAMES = new Set(['electron', 'electron/main', 'electron/common'])

registerHooks({
  resolve: (specifier, context, next) =>
    NAMES.has(specifier) ? { url, format: 'module-typescript', shortCircuit: true } : next(specifier, context),
})
