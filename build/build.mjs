import { bundle } from './bundle.mjs'
import { giveUp, showOutput, say, step } from './say.mjs'

/** `npm run build`: main, preload and window, into out/. */
try {
  const words = await step('Construction de l’application', bundle)
  if (words.trim()) say(words.trimEnd())
} catch (error) {
  showOutput(error)
  giveUp('La construction a échoué.')
}
