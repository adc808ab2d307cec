import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createAccess } from '../../electron/core/connections/access.ts'
import type { KeyStore } from '../../electron/core/connections/key-store.ts'
import { seal, unseal } from '../../electron/core/connections/seal.ts'

const official = { tokenUrl: 'https://oauth.invalid/token', apiUrl: 'https://api.invalid/' }
const typed = {
  clientId: 'app',
  clientSecret: 'SECRET-1',
  login: 'TECH_1_98765432400019@cpro.fr',
  password: 'SECRET-2\n',
  tokenUrl: '',
  apiUrl: '',
  passphrase: '',
}
/** A key store as systems have them: what one has locked, another cannot open. */
const keyStoreOf = (key: string, isSafe = true): KeyStore => ({
  isSafe: () => isSafe,
  encrypt: (text) => seal(text, key),
  decrypt: (encrypted) => {
    const text = unseal(encrypted, key)
    if (text === undefined) throw new Error('another key')
    return text
  },
})
function place() {
  const folder = mkdtempSync(join(tmpdir(), 'choriste-access-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'acces.json')
}

it('keeps secrets in the key store, and finds them again', () => {
  const file = place()
  const keyStore = keyStoreOf('system')
  expect(createAccess({ file, keyStore, official }).credentials()).toBeUndefined()
  expect(createAccess({ file, keyStore, official }).save(typed)).toBe('kept')
  expect(readFileSync(file, 'utf8')).not.toContain('SECRET')
  expect(statSync(file).mode & 0o077).toBe(0)
  const again = createAccess({ file, keyStore, official })
  expect(again.credentials()).toEqual({
    clientId: 'app',
    clientSecret: 'SECRET-1',
    login: typed.login,
    password: 'SECRET-2',
    ...official,
  })
  expect(JSON.stringify(again.view())).not.toContain('SECRET')
})

it('keeps a secret that is left empty, and takes addresses of one’s own', () => {
  const file = place()
  const access = createAccess({ file, keyStore: keyStoreOf('system'), official })
  access.save(typed)
  access.save({ ...typed, clientSecret: '', password: 'SECRET-3', apiUrl: 'http://127.0.0.1:8099/' })
  expect(access.credentials()).toMatchObject({
    clientSecret: 'SECRET-1',
    password: 'SECRET-3',
    apiUrl: 'http://127.0.0.1:8099/',
    tokenUrl: official.tokenUrl,
  })
})

it('writes nothing without a passphrase where the system only hides what it keeps', () => {
  const file = place()
  const keyStore = keyStoreOf('system', false)
  const access = createAccess({ file, keyStore, official })
  expect(access.save(typed)).toBe('passphrase')
  expect(() => readFileSync(file)).toThrow()
  expect(access.save({ ...typed, passphrase: 'une phrase' })).toBe('kept')
  // Not with the system's key, and not in clear.
  const { sealed } = JSON.parse(readFileSync(file, 'utf8')) as { sealed: string }
  expect(unseal(Buffer.from(sealed, 'base64'), 'system')).toBeUndefined()
  expect(Buffer.from(sealed, 'base64').includes('SECRET')).toBe(false)

  const again = createAccess({ file, keyStore, official })
  expect([again.credentials(), again.view().isLocked]).toEqual([undefined, true])
  expect(again.unlock('une autre')).toBe(false)
  expect(again.unlock('une phrase')).toBe(true)
  expect(again.credentials()?.password).toBe('SECRET-2')
  // Once open, a change needs no passphrase again.
  expect(again.save({ ...typed, password: 'SECRET-4' })).toBe('kept')
})

it('opens nothing with another system’s key, and says that it is locked', () => {
  const file = place()
  createAccess({ file, keyStore: keyStoreOf('here'), official }).save(typed)
  const moved = createAccess({ file, keyStore: keyStoreOf('elsewhere'), official })
  expect([moved.credentials(), moved.view()]).toMatchObject([undefined, { isLocked: true, login: typed.login }])
  moved.forget()
  expect(moved.view()).toMatchObject({ hasSecrets: false, isLocked: false, login: '' })
})

it('does not open what was changed on the disk', () => {
  const sealed = seal('text', 'phrase')
  sealed[sealed.length - 1]! ^= 1
  expect(unseal(sealed, 'phrase')).toBeUndefined()
})

it('replaces no secret it cannot open by nothing', () => {
  const file = place()
  const hidden = keyStoreOf('system', false)
  createAccess({ file, keyStore: hidden, official }).save({ ...typed, passphrase: 'une phrase' })
  const form = { ...typed, login: 'TECH_2_98765432400019@cpro.fr', clientSecret: '', password: '', passphrase: '' }

  const locked = createAccess({ file, keyStore: hidden, official })
  expect(locked.save(form)).toBe('passphrase')
  expect(locked.save({ ...form, passphrase: 'une autre' })).toBe('locked')
  expect(locked.save({ ...form, password: 'SECRET-9', passphrase: 'une autre' })).toBe('locked')
  // The right phrase opens them: what is left empty stays.
  expect(locked.save({ ...form, passphrase: 'une phrase' })).toBe('kept')
  const again = createAccess({ file, keyStore: hidden, official })
  expect(again.unlock('une phrase')).toBe(true)
  expect(again.credentials()).toMatchObject({ login: form.login, clientSecret: 'SECRET-1', password: 'SECRET-2' })
  // A slip when they are open does not lock them.
  expect(again.unlock('une autre')).toBe(false)
  expect(again.credentials()).toMatchObject({ clientSecret: 'SECRET-1' })
  // Both typed anew need no old phrase.
  const anew = createAccess({ file, keyStore: hidden, official })
  expect(anew.save({ ...typed, clientSecret: 'SECRET-4', passphrase: 'nouvelle' })).toBe('kept')
  expect(anew.credentials()).toMatchObject({ clientSecret: 'SECRET-4', password: 'SECRET-2' })
})

it('says so when the key store has changed, and takes both secrets or none', () => {
  const file = place()
  createAccess({ file, keyStore: keyStoreOf('one computer'), official }).save(typed)
  const before = readFileSync(file, 'utf8')
  const moved = createAccess({ file, keyStore: keyStoreOf('another'), official })
  expect(moved.save({ ...typed, clientSecret: '', password: '' })).toBe('secrets')
  expect(moved.save({ ...typed, clientSecret: '' })).toBe('secrets')
  expect(readFileSync(file, 'utf8')).toBe(before)
  expect(moved.save(typed)).toBe('kept')
  expect(moved.credentials()).toMatchObject({ clientSecret: 'SECRET-1', password: 'SECRET-2' })
})

it('keeps each field as it is typed, without touching the accesses in use, and no secret in clear', () => {
  const file = place()
  const keyStore = keyStoreOf('system')
  createAccess({ file, keyStore, official }).save(typed)
  createAccess({ file, keyStore, official }).keep({ clientId: 'another', clientSecret: 'SECRET-4', done: ['oauth'] })
  expect(readFileSync(`${file}.en-cours`, 'utf8')).not.toContain('SECRET')
  const again = createAccess({ file, keyStore, official })
  expect(again.view()).toMatchObject({ clientId: 'another', done: ['oauth'] })
  expect(again.credentials()).toMatchObject({ clientId: 'app', clientSecret: 'SECRET-1' })
  again.save({ ...typed, clientId: 'another', clientSecret: '', password: '' })
  expect(again.credentials()).toMatchObject({ clientId: 'another', clientSecret: 'SECRET-4', password: 'SECRET-2' })
  expect(again.view().done).toEqual(['oauth'])
})

it('says which secrets are there one by one, and keeps them in memory alone where nothing locks them', () => {
  const file = place()
  const keyStore = keyStoreOf('system', false)
  const access = createAccess({ file, keyStore, official })
  access.keep({ clientSecret: 'SECRET-1' })
  expect(access.view()).toMatchObject({ kept: { clientSecret: true, password: false }, hasSecrets: false })
  expect(readFileSync(`${file}.en-cours`, 'utf8')).not.toContain('SECRET')
  expect(createAccess({ file, keyStore, official }).view().kept.clientSecret).toBe(false)
})
