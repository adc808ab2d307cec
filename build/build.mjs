import { bundle } from './bundle.mjs'
import { Failed } from './run.mjs'
import { giveUp, say, step } from './say.mjs'

/** `npm run build`: main, preload and window, into out/. */
try {
  const words = await step('Construction de l’application', bundle)
  if (words.trim()) say(words.trimEnd())
} catch (error) {
  giveUp(error instanceof Failed ? error.output.trimEnd() : String(error), '', 'La construction a échoué.')
}
