// Draws the icons of resources/icons/*.svg as the PNG files the systems want. Run after changing a drawing:
//   node build/make-icons.mjs
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { findChromium } from './chromium.mjs'

const root = join(import.meta.dirname, '..')
const drawing = (name) => readFileSync(join(root, 'resources/icons', `${name}.svg`), 'utf8')
const dot = (colour) =>
  `<i style="position:absolute;right:0;bottom:0;width:40%;height:40%;border-radius:50%;background:${colour};box-shadow:0 0 0 6% #fff"></i>`

/** File, drawing, size in pixels, dot. */
const icons = [
  ['resources/tray.png', 'icon-16', 16, ''],
  ['resources/tray@2x.png', 'icon-32', 32, ''],
  ['resources/trayWaiting.png', 'icon-16', 16, '#e07b00'],
  ['resources/trayWaiting@2x.png', 'icon-32', 32, '#e07b00'],
  ['resources/trayTemplate.png', 'icon-tray', 16, ''],
  ['resources/trayTemplate@2x.png', 'icon-tray', 32, ''],
  ['resources/trayWaitingTemplate.png', 'icon-tray', 16, '#000'],
  ['resources/trayWaitingTemplate@2x.png', 'icon-tray', 32, '#000'],
  ['build/icon.png', 'icon', 1024, ''],
]

const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
for (const [file, name, size, colour] of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(
    `<style>*{margin:0}body{position:relative;width:${size}px;height:${size}px}svg{width:100%;height:100%;display:block;color:#000}</style>${drawing(name)}${colour && dot(colour)}`,
  )
  mkdirSync(join(root, 'resources'), { recursive: true })
  await page.screenshot({ path: join(root, file), omitBackground: true })
  await page.close()
}
await browser.close()
