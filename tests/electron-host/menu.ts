import { EventEmitter } from 'node:events'
import { HostWindow } from './window.ts'
import { knownOnly } from './refuse.ts'

type ItemOptions = Electron.MenuItemConstructorOptions
type KnownOfItem = 'id' | 'label' | 'type' | 'enabled' | 'visible' | 'checked' | 'accelerator' | 'sublabel'

/** An entry of a menu. Nothing is drawn: a spec calls `click()`, as a person would. */
class HostMenuItem implements Pick<Electron.MenuItem, KnownOfItem> {
  id = ''
  label = ''
  sublabel = ''
  toolTip = ''
  type: Electron.MenuItem['type'] = 'normal'
  enabled = true
  visible = true
  checked = false
  icon: unknown
  role: ItemOptions['role']
  accelerator: Electron.MenuItem['accelerator'] = null
  registerAccelerator = true
  submenu: HostMenu | undefined
  readonly #click: ItemOptions['click']

  constructor({ click, submenu, ...rest }: ItemOptions) {
    Object.assign(this, rest)
    this.#click = click
    if (submenu)
      this.submenu = Array.isArray(submenu) ? HostMenu.buildFromTemplate(submenu) : (submenu as unknown as HostMenu)
    if (this.submenu) this.type = 'submenu'
  }
  click() {
    if (!this.enabled) return
    if (this.type === 'checkbox') this.checked = !this.checked
    // The casts: a handler is given this item and the window in front.
    const self = this as unknown as Electron.MenuItem
    const window = (HostWindow.getFocusedWindow() ?? undefined) as unknown as Electron.BaseWindow | undefined
    this.#click?.(self, window, {})
  }
}

class HostMenu extends EventEmitter {
  static #ofApplication: HostMenu | null = null
  readonly items: HostMenuItem[] = []
  append(item: HostMenuItem) {
    this.items.push(item)
  }
  insert(position: number, item: HostMenuItem) {
    this.items.splice(position, 0, item)
  }
  popup() {
    this.emit('menu-will-show', {})
  }
  closePopup() {
    this.emit('menu-will-close', {})
  }
  getMenuItemById(id: string): HostMenuItem | null {
    const inside = this.items.map((item) => (item.id === id ? item : item.submenu?.getMenuItemById(id)))
    return inside.find(Boolean) ?? null
  }
  static buildFromTemplate(template: (ItemOptions | HostMenuItem)[]) {
    const menu = new HostMenu()
    for (const item of template) menu.append(item instanceof HostMenuItem ? item : new HostMenuItem(item))
    return menu
  }
  static setApplicationMenu(menu: HostMenu | null) {
    HostMenu.#ofApplication = menu
  }
  static getApplicationMenu() {
    return HostMenu.#ofApplication
  }
}
for (const part of [HostMenu, HostMenu.prototype]) knownOnly('Menu', part)
knownOnly('MenuItem', HostMenuItem.prototype)

// The casts: of menus, the host has what is in them, and nothing that draws.
export const MenuItem = HostMenuItem as unknown as typeof Electron.MenuItem
export const Menu = HostMenu as unknown as typeof Electron.Menu
