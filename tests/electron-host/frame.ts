import { browser } from './chromium.ts'
import { headless } from './surroundings.ts'
import type { Protocol, Session } from './cdp.ts'

export type State = NonNullable<Protocol.Browser.Bounds['windowState']>

/** The real window around a page: where it is and how large. Headless there is none, and the page is given the size. */
export type Frame = {
  place: (wanted: { bounds: Electron.Rectangle; state: State; zoom: number }) => Promise<void>
  /** Where a person has put it; undefined where nobody can. */
  look: () => Promise<{ bounds: Electron.Rectangle; state: State } | undefined>
  /** What the frame adds to the page, in pixels. */
  border: Electron.Size
}

export async function openFrame(session: Session, targetId: string): Promise<Frame> {
  return headless ? invisibleFrame(session) : visibleFrame(session, targetId)
}

/** The page is laid out as on a screen with `zoom` device pixels to one of CSS: what zooming does. */
const metrics = ({ width, height }: Electron.Size, zoom: number) => ({
  width: Math.round(width / zoom),
  height: Math.round(height / zoom),
  deviceScaleFactor: zoom === 1 ? 0 : zoom,
  mobile: false,
})

function invisibleFrame(session: Session): Frame {
  return {
    async place({ bounds, state, zoom }) {
      if (state !== 'minimized') await session.send('Emulation.setDeviceMetricsOverride', metrics(bounds, zoom))
    },
    look: () => Promise.resolve(undefined),
    border: { width: 0, height: 0 },
  }
}

async function visibleFrame(session: Session, targetId: string): Promise<Frame> {
  const { windowId } = await browser().send('Browser.getWindowForTarget', { targetId })
  const border = await measureBorder(session)
  const setBounds = (bounds: Protocol.Browser.Bounds) => browser().send('Browser.setWindowBounds', { windowId, bounds })
  const look = async () => {
    const { bounds } = await browser().send('Browser.getWindowBounds', { windowId })
    const { left = 0, top = 0, width = 0, height = 0, windowState: state = 'normal' } = bounds
    return { bounds: { x: left, y: top, width, height }, state }
  }
  return {
    async place({ bounds: { x, y, width, height }, state, zoom }) {
      await setBounds({ windowState: state })
      if (state === 'minimized') return
      if (state === 'normal') await setBounds({ left: x, top: y, width, height })
      const { bounds } = await look()
      const inner = { width: bounds.width - border.width, height: bounds.height - border.height }
      if (zoom === 1) await session.send('Emulation.clearDeviceMetricsOverride')
      else await session.send('Emulation.setDeviceMetricsOverride', { ...metrics(inner, zoom), scale: zoom })
    },
    look,
    border,
  }
}

async function measureBorder(session: Session): Promise<Electron.Size> {
  const expression = '({ width: outerWidth - innerWidth, height: outerHeight - innerHeight })'
  const { result } = await session.send('Runtime.evaluate', { expression, returnByValue: true })
  return result.value as Electron.Size
}
