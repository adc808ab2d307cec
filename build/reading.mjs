import { existsSync, rmSync } from 'node:fs'
import { inRoot, pinnedNode, readJson } from './root.mjs'
import { runAside } from './run.mjs'
import { french } from './say.mjs'

const TOOL = inRoot('../shared/tools/score-reading.mjs')
const REPORT = inRoot('test-results/reading.json')

/**
 * How well invoices are read, against floors that only go up (tests/reading-floors.json: for each folder of samples the
 * least `right` in %, the most `spurious` fields, the least files `asExpected`). Gives one check for each folder.
 */
export async function readingChecks() {
  const { scripts } = readJson(inRoot('package.json'))
  if (!existsSync(TOOL)) return skip('les échantillons (../shared) ne sont pas là')
  if (!scripts.choriste) return skip('la commande « choriste » n’est pas dans package.json')
  const floors = readJson(inRoot('tests/reading-floors.json'))
  rmSync(REPORT, { force: true })
  const args = [TOOL, '--folders', Object.keys(floors).join(','), '--json', REPORT]
  const { output } = await runAside(pinnedNode, args)
  const found = existsSync(REPORT) ? readJson(REPORT) : {}
  const results = Object.entries(floors).map(([folder, floor]) => ({
    name: `lecture ${folder}`,
    faults: faults(found[folder], floor),
  }))
  return { results, output }
}

const skip = (why) => ({ results: [], output: `${french(`Mesure de la lecture non faite : ${why}.`)}\n` })

/** What is below the floor, in words; empty when all is well. */
export function faults(found, { right, spurious, asExpected }) {
  if (!found) return ['pas de mesure']
  return [
    found.answered < found.files && `${found.files - found.answered} fichiers sans réponse`,
    right !== undefined && (found.right ?? 0) < right && `${found.right} % de champs justes au lieu de ${right} %`,
    spurious !== undefined && found.spurious > spurious && `${found.spurious} champs inventés, au plus ${spurious}`,
    asExpected !== undefined &&
      found.asExpected < asExpected &&
      `${found.asExpected} issues justes au lieu de ${asExpected}`,
  ].filter(Boolean)
}
