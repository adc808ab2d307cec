import { mkdirSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Word } from '../../../../shared/domain/reading.ts'

export type KeptWords = ReturnType<typeof createKeptWords>

/** The words recognised on scans, one file for each document: what is lost is recognised again with the scan. */
export function createKeptWords({ folder }: { folder: string }) {
  const pathOf = (sha256: string) => join(folder, `${sha256}.json`)
  return {
    async keep(sha256: string, words: Word[]) {
      mkdirSync(folder, { recursive: true })
      await writeFile(`${pathOf(sha256)}.new`, JSON.stringify(words))
      await rename(`${pathOf(sha256)}.new`, pathOf(sha256))
    },
    /** Places in fractions of the page as displayed; none for a document that was not recognised. */
    async of(sha256: string): Promise<Word[]> {
      const text = await readFile(pathOf(sha256), 'utf8').catch(() => '[]')
      return z.array(Word).catch([]).parse(JSON.parse(text))
    },
  }
}
