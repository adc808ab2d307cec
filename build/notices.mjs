import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { inRoot } from './root.mjs'

/** What vite writes about the packages of each bundle (vite.config.ts). */
const BUNDLES = ['out/main', 'out/preload', 'out/renderer'].map((folder) => inRoot(`${folder}/licences.md`))
/** Packages that are shipped beside the code: their files are copied, or their code has no module of its own. */
const COPIED = [
  '@fontsource-variable/inter',
  '@hyzyla/pdfium',
  '@imagemagick/magick-wasm',
  '@tesseract.js-data/fra',
  'better-sqlite3',
  'libxml2-wasm',
  'pdfjs-dist',
  'tesseract.js-core',
]
/** One file for a person, in the installed application. */
export const NOTICES = inRoot('out/licences-tierces.md')

/** Writes whose work the application holds, under which licence, with its words; throws when one of them has none. */
export function writeNotices() {
  const names = new Set(COPIED)
  for (const path of BUNDLES.filter(existsSync)) {
    for (const [, name] of readFileSync(path, 'utf8').matchAll(/^## (\S+) - \d/gm)) names.add(name)
    rmSync(path)
  }
  const sections = [...names].sort().map(sectionOf)
  writeFileSync(NOTICES, [HEAD, ...sections].join('\n'))
}

const HEAD = `# Licences tierces

Choriste contient le travail d’autres personnes, sous les licences ci-dessous. Celles d’Electron et de Chromium sont dans
leurs propres fichiers, à côté.
`

function sectionOf(name) {
  const folder = inRoot(`node_modules/${name}`)
  const about = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
  const said = files.map((file) => readFileSync(`${folder}/${file}`, 'utf8').trim()).filter(Boolean)
  const words = said.join('\n\n') || standardOf(about)
  if (!words) throw new Error(`${name} ships no licence: ${about.license}`)
  return `## ${name} - ${about.version} (${about.license})\n\n${words}\n`
}

/** The words of a licence that a package names without carrying them. */
function standardOf({ license, author, contributors = [] }) {
  const owner = [author, ...contributors].map((each) => each?.name ?? each).find(Boolean)
  return standard[license] && `${license} License\n\nCopyright (c) ${owner ?? 'the authors'}\n\n${standard[license]}`
}
const standard = {
  MIT: `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`,
  ISC: `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.`,
}
