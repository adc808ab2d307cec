import { pinnedNode, toolPath } from './root.mjs'
import { runAloud } from './run.mjs'

/** `npm run docs`: writes the pages of docs/ again from the rulebook, the simulator's buyers and the messages. */
const pages = ['tests/domain/rulebook.test.ts', 'tests/domain/messages.test.ts', 'tests/journey/buyers.test.ts']
process.exitCode = await runAloud(pinnedNode, [toolPath('vitest'), 'run', ...pages, '--update'])
