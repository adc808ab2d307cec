import type { HostContents } from './contents.ts'
import type { HostWindow } from './window.ts'

/** The windows that are open, in the order of their creation. */
export const windows = new Set<HostWindow>()

/** The web contents by the id Playwright and Chromium know them under. */
export const contents = new Set<HostContents>()
