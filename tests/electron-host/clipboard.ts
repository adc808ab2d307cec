import { knownOnly } from './refuse.ts'
import { contents } from './registry.ts'

let text = ''

export const clipboard = knownOnly('clipboard', {
  readText: () => Promise.resolve(text),
  /** The page in front also puts it where a person can paste it from, as a copy: a page may be refused the permission. */
  writeText(written) {
    text = written
    const front = [...contents].find(({ window }) => window.isFocused())
    const put = `(event) => { event.preventDefault(); event.clipboardData.setData('text/plain', ${JSON.stringify(written)}) }`
    const expression = `document.addEventListener('copy', ${put}, { once: true }); document.execCommand('copy')`
    front?.tell('Runtime.evaluate', { expression, userGesture: true })
    return Promise.resolve()
  },
  clear: () => void (text = ''),
} satisfies Pick<Electron.Clipboard, 'readText' | 'writeText' | 'clear'>) as unknown as Electron.Clipboard
