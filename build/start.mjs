import { bundleIfNeeded } from './bundle.mjs'
import { chooseEngine } from './engine.mjs'
import { endWith, launch } from './launch.mjs'
import { installPackages } from './packages.mjs'
import { say } from './say.mjs'

/** `npm start`: all that is missing, then the application. `npm start -- facture.pdf` deposits a file. */
await installPackages()
await bundleIfNeeded()
const engine = await chooseEngine()
say(engine.says)
endWith(launch(engine, process.argv.slice(2)))
