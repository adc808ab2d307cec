import { EventEmitter } from 'node:events'
import type { Protocol } from './cdp.ts'
import { knownOnly } from './refuse.ts'

let displays: Electron.Display[] = []

/** The screens that Chromium sees. Headless there is one of 1920 × 1080. */
export function setDisplays(infos: Protocol.Emulation.ScreenInfo[]): void {
  displays = infos.map(({ id, left, top, width, height, availLeft, availTop, availWidth, availHeight, ...info }) => {
    const display = {
      ...{ id: Number(id), bounds: { x: left, y: top, width, height }, size: { width, height } },
      workArea: { x: availLeft, y: availTop, width: availWidth, height: availHeight },
      workAreaSize: { width: availWidth, height: availHeight },
      ...{ scaleFactor: info.devicePixelRatio, rotation: 0, internal: info.isInternal, label: info.label },
    }
    // The cast: of a display, the host has where it is and how large.
    return display as Electron.Display
  })
}

const overlap = (a: Electron.Rectangle, b: Electron.Rectangle) =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y))

class HostScreen
  extends EventEmitter
  implements
    Pick<Electron.Screen, 'getPrimaryDisplay' | 'getAllDisplays' | 'getDisplayMatching' | 'getDisplayNearestPoint'>
{
  getPrimaryDisplay = () => displays[0]!
  getAllDisplays = () => [...displays]
  getDisplayMatching = (rectangle: Electron.Rectangle) =>
    displays.reduce((best, one) => (overlap(one.bounds, rectangle) > overlap(best.bounds, rectangle) ? one : best))
  getDisplayNearestPoint = ({ x, y }: Electron.Point) => this.getDisplayMatching({ x, y, width: 1, height: 1 })
}
export const screen = knownOnly('screen', new HostScreen()) as unknown as Electron.Screen
