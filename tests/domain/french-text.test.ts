import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** The words of a component as they stand in its markup: without script, style, comments and expressions. */
function wordsOf(source: string): string {
  let words = source.replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, '')
  for (let before = ''; before !== words;) {
    before = words
    words = words.replace(/\{[^{}]*\}/g, '¤')
  }
  return words
}

/** A plain space where French wants one that does not break: before ; ? ! : € % », after «. */
const wrong = /[\p{L}\p{N}¤»)] [;?!:€%»](?=[\s<"'.,)]|$)|« /u

it('knows a plain space from a French one', () => {
  expect(wrong.test('Quoi ?')).toBe(true)
  expect(wrong.test('Quoi\u202f?')).toBe(false)
  expect(wrong.test('« Oui »')).toBe(true)
})

it.each(globSync('renderer/**/*.svelte', { cwd: root }))('%s has the spaces of French', (file) => {
  const lines = wordsOf(readFileSync(join(root, file), 'utf8')).split('\n')
  expect(lines.filter((line) => wrong.test(line))).toEqual([])
})
