import { EventEmitter } from 'node:events'
import { knownOnly } from './refuse.ts'
import { contents } from './registry.ts'

let source: Electron.NativeTheme['themeSource'] = 'system'

/** What a page is told of the chosen theme; nothing where it follows the system. */
export const schemeFeatures = () => (source === 'system' ? [] : [{ name: 'prefers-color-scheme', value: source }])

class HostTheme
  extends EventEmitter
  implements Pick<Electron.NativeTheme, 'themeSource' | 'shouldUseDarkColors' | 'shouldUseHighContrastColors'>
{
  readonly shouldUseHighContrastColors = false
  readonly shouldUseInvertedColorScheme = false
  get themeSource() {
    return source
  }
  set themeSource(chosen) {
    source = chosen
    for (const one of contents) one.tell('Emulation.setEmulatedMedia', { features: schemeFeatures() })
    this.emit('updated')
  }
  get shouldUseDarkColors() {
    return source === 'dark'
  }
}
export const nativeTheme = knownOnly('nativeTheme', new HostTheme()) as unknown as Electron.NativeTheme
