// eslint-disable-next-line @typescript-eslint/no-require-imports -- a sandboxed preload is CommonJS, whatever its name
const { contextBridge, ipcRenderer, webUtils } = require('electron')

const numbers = [1, 2, 3]
contextBridge.exposeInMainWorld('bridge', {
  call: (name, ...args) => ipcRenderer.invoke(name, ...args),
  say: (text) => ipcRenderer.send('said', text),
  onHeard(listener) {
    const relay = (_event, text) => listener(text)
    ipcRenderer.on('heard', relay)
    return () => void ipcRenderer.off('heard', relay)
  },
  pathOf: (file) => webUtils.getPathForFile(file),
  numbers,
  numbersInside: () => numbers,
  fail: () => {
    throw new TypeError('non')
  },
})
