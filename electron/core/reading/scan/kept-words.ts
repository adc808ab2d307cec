import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Page } from '../../../../shared/domain/document/page/runs.ts'
import { around, cellsOf, isOn } from '../../../../shared/domain/document/page/words.ts'
import { Word } from '../../../../shared/domain/document/reading.ts'
import type { Place } from '../../../../shared/domain/document/page/place.ts'

export type KeptWords = ReturnType<typeof createKeptWords>

const lengths = { x: z.number(), y: z.number(), width: z.number(), size: z.number(), angle: z.number() }
const Run = z.object({ ...lengths, text: z.string(), font: z.string() })
const UprightPage: z.ZodType<Page> = z.object({
  number: z.number(),
  width: z.number(),
  height: z.number(),
  runs: z.array(Run),
})

/** What was recognised on a scan. */
export const Recognised = z.object({
  /** The words cell by cell, in reading order, where they stand on the page as displayed. */
  words: z.array(z.array(Word)),
  /** The pages they were read from: upright, as if they had been written so. */
  pages: z.array(UprightPage),
})
export type Recognised = z.infer<typeof Recognised>

const nothing: Recognised = { words: [], pages: [] }

/** What was recognised on scans, one file for each document: what is lost is recognised again with the scan. */
export function createKeptWords({ folder }: { folder: string }) {
  if (existsSync(folder))
    for (const name of readdirSync(folder)) if (name.endsWith('.json.new')) rmSync(join(folder, name), { force: true })

  const pathOf = (sha256: string) => join(folder, `${sha256}.json`)
  return {
    async keep(sha256: string, { words, pages }: Recognised) {
      mkdirSync(folder, { recursive: true })
      await writeFile(`${pathOf(sha256)}.new`, JSON.stringify({ words, pages }))
      await rename(`${pathOf(sha256)}.new`, pathOf(sha256))
    },
    /** Empty for a document that was not recognised, or whose file is damaged. */
    async of(sha256: string): Promise<Recognised> {
      try {
        return Recognised.parse(JSON.parse(await readFile(pathOf(sha256), 'utf8')))
      } catch {
        return nothing
      }
    },
  }
}

/** The words of a recognised page, cell by cell, where they are displayed. */
export const wordsOf = (page: Page, toDisplayed: (place: Place) => Place): Word[][] =>
  cellsOf(page).map(({ words }) => words.map(({ text, place }) => ({ text, place: toDisplayed(place) })))

/** Where on the upright page lies what is displayed here: the box around the same words. Any other place stays. */
export function uprightPlace(place: Place, { words, pages }: Recognised): Place {
  const page = pages.find(({ number }) => number === place.page)
  if (!page) return place
  const displayed = words.flat().filter((word) => word.place.page === place.page)
  const upright = cellsOf(page).flatMap((cell) => cell.words)
  return around(upright.filter((_, index) => displayed[index] && isOn(displayed[index].place, place))) ?? place
}
