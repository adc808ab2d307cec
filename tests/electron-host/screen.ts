import { EventEmitter } from 'node:events'
import type { Protocol } from './cdp.ts'
import { knownOnly } from './refuse.ts'

type Info = Protocol.Emulation.ScreenInfo
const asDisplay = (
  info: Pick<Info, 'id' | 'left' | 'top' | 'width' | 'height' | 'devicePixelRatio'>,
  work: Electron.Rectangle,
) => {
  const { left: x, top: y, width, height, devicePixelRatio: scaleFactor } = info
  const display = {
    ...{ id: Number(info.id) || 0, bounds: { x, y, width, height }, workArea: work, scaleFactor, rotation: 0 },
    ...{ size: { width, height }, workAreaSize: { width: work.width, height: work.height }, internal: false },
  }
  // The cast: of a display, the host has where it is and how large.
  return display as Electron.Display
}
const imagined = { id: '1', left: 0, top: 0, width: 1920, height: 1080, devicePixelRatio: 1 }
let displays = [asDisplay(imagined, { x: 0, y: 0, width: 1920, height: 1080 })]

/** The screens that Chromium sees. Headless there is one of 1920 × 1080. */
export function setDisplays(infos: Info[]): void {
  displays = infos.map((info) => {
    const { availLeft: x, availTop: y, availWidth: width, availHeight: height } = info
    return asDisplay(info, { x, y, width, height })
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
