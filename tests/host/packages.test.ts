import { expect, it } from 'vitest'
import { outdated } from '../../build/packages.mjs'

type Packages = Record<string, { version: string; integrity?: string; optional?: boolean }>

const wanted: { packages: Packages } = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/for-another-system': { version: '2.0.0', integrity: 'sha512-b', optional: true },
  },
}
const names = (packages: Packages) => outdated(wanted, { packages }).map(([path]) => path)

it('finds nothing to do where npm has installed what the lock wants', () => {
  expect(names({ 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } })).toEqual([])
})

it('finds what is missing, of another version, or of another content', () => {
  expect(names({})).toEqual(['node_modules/a'])
  expect(names({ 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } })).toEqual(['node_modules/a'])
  expect(names({ 'node_modules/a': { version: '1.0.0', integrity: 'sha512-z' } })).toEqual(['node_modules/a'])
})

it('finds an optional package only where a wrong one is there', () => {
  const right = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } }
  const wrong = { version: '1.9.0', integrity: 'sha512-b' }
  expect(names({ ...right, 'node_modules/for-another-system': wrong })).toEqual(['node_modules/for-another-system'])
})
