import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findChromium, versionOf } from '../../build/chromium.mjs'

const folder = mkdtempSync(join(tmpdir(), 'browsers-'))
function browser(name: string, script: string): string {
  const path = join(folder, name)
  writeFileSync(path, script)
  chmodSync(path, 0o755)
  return path
}

describe.runIf(process.platform === 'linux')('on Linux', () => {
  it('takes the browser that is named, and none if that one is not there', () => {
    const path = browser('mine', '#!/bin/sh\necho Chromium 157.0.1.2\n')
    expect(findChromium({ HOST_CHROMIUM: path })).toBe(path)
    expect(findChromium({ HOST_CHROMIUM: join(folder, 'gone') })).toBeUndefined()
    expect(versionOf(path)).toBe('157.0.1.2')
  })

  it('does not take a snap, which may not read the profile', () => {
    browser('chromium', '#!/bin/sh\nexec /snap/bin/chromium "$@"\n')
    const edge = browser('microsoft-edge', '#!/bin/sh\n')
    expect([edge, '/usr/lib/chromium/chromium']).toContain(findChromium({ PATH: folder }))
  })
})
