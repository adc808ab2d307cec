import { randomUUID } from 'node:crypto'
import { browser, forgetSession, openBareWindow, openSession } from './chromium.ts'
import type { Protocol, Session } from './cdp.ts'
import { pageScripts, WORLD } from './page-scripts.ts'
import { headless } from './surroundings.ts'

/** A page of Chromium, attached and prepared: its target, our conversation with it, the world of its preload. */
export type Page = {
  targetId: string
  session: Session
  /** Runs an expression in the preload's world; nothing where there is none yet. */
  inPreload: (expression: string) => void
}

/** Opens a page of that size; `listen` is called before anything can happen in it. */
export async function openPage({
  bounds,
  preferences,
  listen,
}: {
  bounds: Electron.Rectangle
  preferences: Electron.WebPreferences
  listen: (page: Page) => void
}): Promise<Page> {
  const targetId = await (headless ? openInvisible(bounds) : openVisible(bounds))
  const { sessionId } = await browser().send('Target.attachToTarget', { targetId, flatten: true })
  const session = openSession(sessionId)
  let world: number | undefined
  session.on('Runtime.executionContextCreated', ({ context }) => {
    const { frameId } = (context.auxData ?? {}) as { frameId?: string }
    if (context.name === WORLD && frameId === targetId) world = context.id
  })
  session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    if (executionContextId === world) world = undefined
  })
  const inPreload = (expression: string) => {
    if (world !== undefined) session.tell('Runtime.evaluate', { contextId: world, expression })
  }
  const page = { targetId, session, inPreload }
  listen(page)
  await prepare(session, preferences)
  return page
}

/** The scripts of Electron's two worlds, and every request that main may have to answer. */
async function prepare(session: Session, preferences: Electron.WebPreferences): Promise<void> {
  const { main, isolated } = pageScripts(preferences)
  const patterns: Protocol.Fetch.RequestPattern[] = [
    { urlPattern: 'https://*.localhost/*', requestStage: 'Request' },
    { urlPattern: '*', resourceType: 'Document', requestStage: 'Request' },
  ]
  await Promise.all([
    session.send('Page.enable'),
    session.send('Runtime.enable'),
    session.send('Debugger.enable', { maxScriptsCacheSize: 0 }),
    session.send('Inspector.enable'),
    session.send('Runtime.addBinding', { name: '__host', executionContextName: WORLD }),
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: main }),
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: isolated, worldName: WORLD }),
    session.send('Fetch.enable', { patterns }),
  ])
}

export function closePage({ targetId, session }: Page): void {
  forgetSession(session)
  browser().tell('Target.closeTarget', { targetId })
}

async function openInvisible({ width, height }: Electron.Rectangle): Promise<string> {
  const { targetId } = await browser().send('Target.createTarget', {
    url: 'about:blank',
    newWindow: true,
    width,
    height,
  })
  return targetId
}

/** A window opened from the command line is recognised by its address, which occurs only once. */
function openVisible(bounds: Electron.Rectangle): Promise<string> {
  const url = `data:text/html,${randomUUID()}`
  const { promise, resolve } = Promise.withResolvers<string>()
  const look = ({ targetInfo }: { targetInfo: Protocol.Target.TargetInfo }) => {
    if (targetInfo.type !== 'page' || targetInfo.url !== url) return
    browser().off('Target.targetCreated', look)
    browser().off('Target.targetInfoChanged', look)
    resolve(targetInfo.targetId)
  }
  browser().on('Target.targetCreated', look)
  browser().on('Target.targetInfoChanged', look)
  openBareWindow(url, bounds)
  return promise
}
