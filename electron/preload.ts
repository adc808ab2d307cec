import type { Change } from '../shared/contract/topics.ts'
import { contextBridge, ipcRenderer, webUtils } from 'electron'

/** The whole of what a window gets. It never grows: what may be asked is in shared/contract, and main parses it. */
const bridge = {
  call: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('call', name, input),
  /** Where a file is that the person has brought; main takes files from nowhere else (given-paths.ts). */
  pathOf(file: File): string {
    const path = webUtils.getPathForFile(file)
    if (path) ipcRenderer.send('given', path)
    return path
  },
  onChange(listener: (change: Change) => void): () => void {
    const relay = (_event: unknown, change: Change) => listener(change)
    ipcRenderer.on('changed', relay)
    return () => void ipcRenderer.off('changed', relay)
  },
}
contextBridge.exposeInMainWorld('bridge', bridge)
export type Bridge = typeof bridge
