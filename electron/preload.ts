import { contextBridge, ipcRenderer, webUtils } from 'electron'

/** The whole of what a window gets. It never grows: what may be asked is in shared/contract, and main parses it. */
const bridge = {
  call: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('call', name, input),
  pathOf: (file: File): string => webUtils.getPathForFile(file),
  onChange(listener: () => void): () => void {
    const relay = () => listener()
    ipcRenderer.on('changed', relay)
    return () => void ipcRenderer.off('changed', relay)
  },
}
contextBridge.exposeInMainWorld('bridge', bridge)
export type Bridge = typeof bridge
