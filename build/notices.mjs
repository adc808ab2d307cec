import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { inRoot } from './root.mjs'

/** What vite writes about the packages of each bundle. */
export const BUNDLED = 'licences.md'
const BUNDLES = ['out/main', 'out/preload', 'out/renderer'].map((folder) => inRoot(`${folder}/${BUNDLED}`))
/** Packages that are shipped beside the code: their files are copied, or their code has no module of its own. */
const COPIED = [
  '@fontsource-variable/inter',
  '@hyzyla/pdfium',
  '@tesseract.js-data/fra',
  'better-sqlite3',
  'libxml2-wasm',
  'pdfjs-dist',
  'tesseract.js-core',
]
/** One file for a person, in the installed application: Licences tierces. */
export const NOTICES = inRoot('out/licences-tierces.md')

/** Writes whose work the application holds, under which licence, with its words; throws when one of them has none. */
export function writeNotices() {
  const sections = new Map()
  for (const path of BUNDLES.filter(existsSync)) {
    for (const section of readFileSync(path, 'utf8')
      .split(/^## (?=\S+ - \d)/m)
      .slice(1))
      sections.set(nameIn(section), section.trim())
    rmSync(path)
  }
  for (const name of COPIED) {
    const { version, license } = JSON.parse(readFileSync(inRoot(`node_modules/${name}/package.json`), 'utf8'))
    if (![...sections.keys()].includes(name))
      sections.set(name, `${name} - ${version} (${license})\n\n${wordsOf(name)}`)
  }
  const all = [...sections].sort(([a], [b]) => a.localeCompare(b)).map(([, section]) => `## ${section}\n`)
  writeFileSync(NOTICES, [HEAD, ...all].join('\n'))
}

const HEAD = `# Licences tierces

Choriste contient le travail d’autres personnes, sous les licences ci-dessous. Celles d’Electron et de Chromium sont dans leurs propres fichiers, à côté.
`
const nameIn = (section) => /^\[?(.+?)\]?(?:\(\S+\))? - /.exec(section)?.[1] ?? section

/** The words of a licence, as the package has them; its own name for it where it ships none. */
function wordsOf(name) {
  const folder = inRoot(`node_modules/${name}`)
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
  return files.map((file) => readFileSync(`${folder}/${file}`, 'utf8').trim()).join('\n\n')
}
