import { ZipArchive } from 'archiver'
import { buffer } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { keepPiece } from '../../electron/core/intake/keep-piece.ts'
import { world } from '../support/world.ts'

/** What goes with an invoice to a client: nothing that does something when it is opened. */

async function zipOf(contents: Record<string, string>) {
  const zip = new ZipArchive()
  for (const [name, content] of Object.entries(contents)) zip.append(content, { name })
  const [bytes] = await Promise.all([buffer(zip), zip.finalize()])
  return bytes
}
const refusalOf = async (name: string, bytes: Uint8Array) =>
  (await keepPiece(world().core.vault, { name, bytes })).refusal ?? ''

it.each([
  ['a page with a script', 'a.svg', Buffer.from('<svg><script>1</script></svg>'), 'contient un programme'],
  ['a picture that acts when it is shown', 'a.svg', Buffer.from('<svg\nonload="alert(1)"/>'), 'contient un programme'],
  [
    'the same in UTF-16',
    'a.svg',
    Buffer.from('\ufeff<svg><script>1</script></svg>', 'utf16le'),
    'contient un programme',
  ],
  ['a page that acts on an error', 'a.html', Buffer.from('<img src=x onerror=alert(1)>'), 'contient un programme'],
  ['a page within', 'a.html', Buffer.from('<iframe src="x">'), 'contient un programme'],
  ['a page called a picture', 'a.png', Buffer.from('\n<html><script>'), 'n’est pas une image'],
  ['a program called a text', 'a.txt', Buffer.from('MZ\x90\0'), 'cache un programme'],
])('refuses %s', async (_what, name, bytes, words) => {
  expect(await refusalOf(name, bytes)).toContain(words)
})

it('refuses an archive with a program in it, by its name', async () => {
  expect(await refusalOf('a.zip', await zipOf({ 'pv/facture.pdf.EXE': 'MZ' }))).toContain('contient un programme')
  expect(await refusalOf('a.zip', await zipOf({ 'lancer.lnk': 'L' }))).toContain('contient un programme')
})

it.each([
  ['a page', 'a.html', Buffer.from('<p>La condition = bonne, on attend.</p>')],
  ['a drawing', 'a.svg', Buffer.from('<svg><path d="M0 0"/></svg>')],
  ['a picture', 'a.png', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['a table', 'a.csv', Buffer.from('<5;on=1')],
])('takes %s', async (_what, name, bytes) => {
  expect(await refusalOf(name, bytes)).toBe('')
})

it('takes an archive of papers', async () => {
  expect(await refusalOf('a.zip', await zipOf({ 'pv.pdf': '%PDF', 'notes.txt': 'x' }))).toBe('')
})
