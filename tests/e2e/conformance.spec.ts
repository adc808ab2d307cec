import type { ElectronApplication, Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { engine, expect, test } from './app.ts'
import { executable, project } from './engine.ts'
import { dropFiles } from './helpers.ts'
import { holding } from './processes.ts'

/**
 * What Choriste relies on in Electron, pinned on a small application: the same specs pass on Electron, which is the
 * reference, and on its stand-in, which is kept honest by them.
 */
const application = join(project, 'tests/electron-host/conformance-app')
test.use({ application })

type Seen = { seen: string[]; second?: { last: string; more: unknown } }
type Bridge = {
  call: (name: string, ...args: unknown[]) => Promise<unknown>
  say: (text: string) => void
  onHeard: (listener: (text: string) => void) => () => void
  pathOf: (file: File) => string
  numbers: number[]
  numbersInside: () => number[]
  fail: () => void
}
declare const bridge: Bridge

const seen = (app: ElectronApplication) => app.evaluate(() => (globalThis as unknown as Seen).seen)
const order = (data: string) => readFileSync(join(data, 'order.txt'), 'utf8').trim().split('\n')
const visible = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
const ended = async (app: ElectronApplication) => (await once(app.process(), 'exit')) as [number | null, string | null]
const loaded = (page: Page) => page.waitForFunction(() => 'bridge' in window)

test('the main module is evaluated before the application is ready', async ({ app, page }) => {
  await loaded(page)
  const happened = await seen(app)
  expect(happened.slice(0, 2)).toEqual(['evaluated', 'ready'])
  await expect.poll(() => seen(app)).toContain('show')
})

test('a top-level await of whenReady waits for ever', async ({ data }) => {
  const flags = process.platform === 'linux' ? ['--no-sandbox'] : []
  const child = spawn(executable, [...flags, join(application, 'waits.mjs')], {
    env: { ...process.env, CHORISTE_DATA: data, XDG_CONFIG_HOME: data, HOST_HEADLESS: '1' },
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
  const [code] = (await once(child, 'close')) as [number]
  expect({ said: said.trim(), code }).toEqual({ said: 'still waiting', code: 7 })
})

test('the bridge hands out copies, frozen where they are exposed', async ({ page }) => {
  await loaded(page)
  const found = await page.evaluate(() => {
    const inside = bridge.numbersInside()
    inside.push(4)
    const changed = Reflect.set(bridge, 'call', () => undefined)
    return {
      frozen: [Object.isFrozen(bridge), Object.isFrozen(bridge.numbers)],
      changed,
      copies: [inside.length, bridge.numbersInside().length],
      writable: Reflect.set(window, 'bridge', 1),
      leaks: ['require', 'process', 'ipcRenderer', '__host', '__hostReceive'].filter((name) => name in globalThis),
    }
  })
  expect(found).toEqual({ frozen: [true, true], changed: false, copies: [4, 3], writable: false, leaks: [] })
  const thrown = page.evaluate(() => {
    try {
      bridge.fail()
      return ''
    } catch (error) {
      return String(error instanceof Error && error.message)
    }
  })
  expect(await thrown).toContain('non')
})

test('what a structured clone keeps crosses to main and back; a function does not', async ({ page }) => {
  await loaded(page)
  const back = await page.evaluate(async () => {
    const sent = {
      day: new Date(5),
      big: 12n,
      none: undefined,
      map: new Map([['a', 1]]),
      bytes: new Uint8Array([1, 255]),
      é: '’',
    }
    const [got] = (await bridge.call('echo', sent)) as [typeof sent]
    return [got.day.getTime(), got.big === 12n, 'none' in got, got.map.get('a'), [...got.bytes], got.é]
  })
  expect(back).toEqual([5, true, true, 1, [1, 255], '’'])
  const sent = page.evaluate(() => bridge.call('echo', () => 1))
  await expect(sent).rejects.toThrow(/could not be cloned/)
})

test('an error of main arrives as its message, in Electron’s words', async ({ page }) => {
  await loaded(page)
  const message = (name: string) =>
    page.evaluate(async (asked) => bridge.call(asked).then(String, (error: unknown) => (error as Error).message), name)
  expect(await message('refuse')).toBe("Error invoking remote method 'refuse': RangeError: trop loin")
  expect(await message('nobody')).toBe(
    "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
  )
})

test('main knows which page speaks, and can answer it', async ({ page }) => {
  await loaded(page)
  expect(await page.evaluate(() => bridge.call('sender'))).toEqual({ url: 'app://app/index.html', main: true })
  const heard = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const stop = bridge.onHeard((text) => {
          stop()
          resolve(text)
        })
        bridge.say('bonjour')
      }),
  )
  expect(heard).toBe('BONJOUR')
})

test('the policy that main sends with a page is in force', async ({ page }) => {
  await loaded(page)
  const blocked = await page.evaluate(async () => {
    const directives: string[] = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      directives.push(effectiveDirective),
    )
    const script = document.createElement('script')
    script.textContent = 'window.inline = 1'
    document.head.append(script)
    // oxlint-disable-next-line typescript/no-implied-eval -- this is what the policy must refuse
    setTimeout('window.evaluated = 1', 0)
    const fetched = await fetch('https://example.invalid/').then(
      () => true,
      () => false,
    )
    await new Promise((resolve) => setTimeout(resolve, 0))
    return { directives: directives.toSorted(), ran: 'inline' in window || 'evaluated' in window, fetched }
  })
  expect(blocked.ran || blocked.fetched).toBe(false)
  expect(blocked.directives).toEqual(['connect-src', 'script-src', 'script-src-elem'])
})

test('a page cannot leave, nor open windows', async ({ app, page }) => {
  await loaded(page)
  await page.evaluate(() => void (location.href = 'https://example.invalid/away'))
  await page.evaluate(() => void window.open('https://example.invalid/new'))
  await expect.poll(() => seen(app)).toContain('window-open https://example.invalid/new')
  await expect.poll(() => seen(app)).toContain('will-navigate https://example.invalid/away')
  const url = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getURL())
  expect([url, app.windows().length]).toEqual(['app://app/index.html', 1])
})

test('permissions that main refuses are denied', async ({ page }) => {
  await loaded(page)
  const state = await page.evaluate(() =>
    navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state),
  )
  expect(state).toBe('denied')
})

test('a dropped file has its path, a made-up one has none', async ({ app, page, place }) => {
  await loaded(page)
  const paths = [join(place, 'Facture n° 12 réglée.pdf'), join(place, 'été.xml')]
  for (const path of paths) writeFileSync(path, 'x')
  await dropFiles(page, app, paths)
  await expect(page.locator('#dropped')).toHaveText(paths.join('|'))
  expect(await page.evaluate(() => bridge.pathOf(new File(['x'], 'x.pdf')))).toBe('')
})

test('closing hides, and the tray brings the end', async ({ app, page, data }) => {
  await loaded(page)
  await expect.poll(() => visible(app)).toBe(true)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close())
  await expect.poll(() => visible(app)).toBe(false)
  const end = ended(app)
  await app.evaluate(({ app }) => void setTimeout(() => app.quit(), 0))
  expect(await end).toEqual([0, null])
  const last = order(data).slice(order(data).indexOf('hide') + 1)
  expect(last).toEqual(['before-quit', 'close', 'closed', 'will-quit', 'quit'])
})

test('what a page says before the end is heard, although main was busy', async ({ app, page, data }) => {
  await loaded(page)
  const end = ended(app)
  await page.evaluate(() => void setTimeout(() => bridge.say('au revoir'), 300))
  await app.evaluate(({ app }) => {
    setTimeout(() => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500)
      app.quit()
    }, 0)
  })
  expect(await end).toEqual([0, null])
  expect(order(data)).toContain('said au revoir')
})

test('a second instance hands its arguments to the first and ends', async ({ app, page, data }) => {
  await loaded(page)
  // « ready-to-show » may come after the page: closed before, the window would show itself again.
  await expect.poll(() => visible(app)).toBe(true)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close())
  await expect.poll(() => visible(app)).toBe(false)
  const flags = process.platform === 'linux' ? ['--no-sandbox'] : []
  const child = spawn(executable, [...flags, application, 'éléphant.pdf'], {
    env: { ...process.env, CHORISTE_DATA: data, LC_ALL: 'C.UTF-8', HOST_HEADLESS: '1' },
    stdio: 'ignore',
  })
  expect(await once(child, 'exit')).toEqual([0, null])
  const second = () => app.evaluate(() => (globalThis as unknown as Seen).second)
  await expect.poll(second).toEqual({ last: 'éléphant.pdf', more: { from: 'second' } })
  await expect.poll(() => visible(app)).toBe(true)
  expect(order(data)).toContain('evaluated as second')
})

test('a secret comes back, and is not in clear on the way', async ({ app, page }) => {
  await loaded(page)
  const found = await app.evaluate(async ({ safeStorage }) => {
    const locked = await safeStorage.encryptStringAsync('mot de passe é')
    const { result } = await safeStorage.decryptStringAsync(locked)
    const spoilt = safeStorage.decryptStringAsync(locked.subarray(0, -1))
    return [
      locked.includes('passe'),
      result,
      await spoilt.then(
        () => 'read',
        () => 'refused',
      ),
    ]
  })
  expect(found).toEqual([false, 'mot de passe é', 'refused'])
})

test('the window has the size it was given, and another when asked', async ({ app, page }) => {
  await loaded(page)
  const size = () => page.evaluate(() => [innerWidth, innerHeight])
  if (engine === 'host' && !process.env['E2E_HEADED']) await expect.poll(size).toEqual([900, 640])
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1200, 700))
  await expect.poll(size).toEqual([1200, 700])
  await expect.poll(() => seen(app)).toContain('resize')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.maximize())
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getNormalBounds().width)).toBe(
    1200,
  )
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.unmaximize())
  await expect.poll(size).toEqual([1200, 700])
})

test('zooming to 200 % leaves half the room to the page', async ({ app, page }) => {
  await loaded(page)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1200, 700))
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.setZoomFactor(2))
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight, devicePixelRatio])).toEqual([600, 350, 2])
})

test('the theme that main chooses is the page’s', async ({ app, page }) => {
  await loaded(page)
  const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  await app.evaluate(({ nativeTheme }) => void (nativeTheme.themeSource = 'dark'))
  await expect.poll(isDark).toBe(true)
  await app.evaluate(({ nativeTheme }) => void (nativeTheme.themeSource = 'light'))
  await expect.poll(isDark).toBe(false)
})

test('a page that crashes is told of, and comes back with reload', async ({ app, page }) => {
  await loaded(page)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer())
  await expect.poll(() => seen(app)).toContainEqual(expect.stringMatching(/^gone (crashed|killed)$/))
  const title = await app.evaluate(async ({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    const loaded = new Promise<void>((resolve) => webContents.once('did-finish-load', () => resolve()))
    webContents.reload()
    await loaded
    return webContents.executeJavaScript('document.title + typeof window.bridge.call') as Promise<string>
  })
  expect(title).toBe('Conformitéfunction')
})

test('a page prints as PDF', async ({ app, page }) => {
  await loaded(page)
  const head = await app.evaluate(async ({ BrowserWindow }) => {
    const pdf = await BrowserWindow.getAllWindows()[0]!.webContents.printToPDF({
      pageSize: 'A4',
      printBackground: true,
    })
    return pdf.subarray(0, 5).toString('latin1')
  })
  expect(head).toBe('%PDF-')
})

test('nothing is left when the application is told to end', async ({ app, page, data, place }) => {
  test.skip(process.platform === 'win32', 'Windows has no signals')
  await loaded(page)
  expect(holding(place).length).toBeGreaterThan(0)
  const end = ended(app)
  app.process().kill('SIGTERM')
  await end
  expect(order(data).slice(-5)).toEqual(['before-quit', 'close', 'closed', 'will-quit', 'quit'])
  await expect.poll(() => holding(place)).toEqual([])
})

test('nothing is left when the application is killed', async ({ app, page, place }) => {
  await loaded(page)
  const end = ended(app)
  app.process().kill('SIGKILL')
  await end
  await expect.poll(() => holding(place)).toEqual([])
})

test('the host refuses what it does not have', async ({ app, page }) => {
  test.skip(engine !== 'host', 'Electron has it all')
  await loaded(page)
  const messages = await app.evaluate((electron) => {
    const { app, BrowserWindow } = electron
    const read = (object: object, name: string): unknown => Reflect.get(object, name)
    const attempts = [
      () => read(electron, 'desktopCapturer'),
      () => read(app, 'getGPUInfo'),
      () => read(BrowserWindow, 'addDevToolsExtension'),
      () => read(BrowserWindow.getAllWindows()[0]!, 'setShape'),
      () => read(BrowserWindow.getAllWindows()[0]!.webContents, 'startDrag'),
    ]
    return attempts.map((attempt) => {
      try {
        return String(attempt())
      } catch (error) {
        return (error as Error).message
      }
    })
  })
  const names = ['desktopCapturer', 'app.getGPUInfo', 'BrowserWindow.addDevToolsExtension', 'BrowserWindow.setShape']
  expect(messages).toEqual([...names, 'WebContents.startDrag'].map((name) => `not in the host: electron.${name}`))
})
