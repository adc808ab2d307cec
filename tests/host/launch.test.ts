import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { applicationArguments } from '../../build/launch.mjs'

it('takes paths from where the command was typed, and leaves the rest alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'typed-'))
  writeFileSync(join(folder, 'facture.pdf'), '')
  const typed = ['facture.pdf', 'absente.pdf', '--demo']
  expect(applicationArguments(typed, folder)).toEqual([join(folder, 'facture.pdf'), 'absente.pdf', '--demo'])
})
