import { existsSync } from 'node:fs'
import { inRoot, pinnedNode, readJson, toolPath } from './root.mjs'
import { runAside } from './run.mjs'

const KNIP = ['knip.json', 'knip.jsonc', 'knip.ts', 'knip.js', 'knip.config.ts', 'knip.config.js', '.knip.json']
const knipIsConfigured = () =>
  KNIP.some((name) => existsSync(inRoot(name))) || 'knip' in readJson(inRoot('package.json'))

/** Types and lint, each with the name it is known by. */
export const checks = () => [
  // The types of all that is written, .svelte and .ts alike, by the compiler in Go: tsc would say the same again, and take thrice as long.
  {
    name: 'svelte-check',
    tool: toolPath('svelte-check'),
    args: ['--tsgo-experimental-api', '--tsconfig', './tsconfig.json', '--fail-on-warnings'],
  },
  { name: 'eslint', tool: toolPath('eslint'), args: ['.'] },
  // The rules that ask for types.
  { name: 'oxlint', tool: toolPath('oxlint'), args: ['--deny-warnings'] },
  { name: 'prettier', tool: toolPath('prettier'), args: ['--check', '.'] },
  ...(knipIsConfigured() ? [{ name: 'knip', tool: toolPath('knip'), args: [] }] : []),
]

/** Runs one beside others: `{ code, output }`, code 0 if it found nothing. */
export const run = ({ tool, args }) => runAside(pinnedNode, [tool, ...args])
