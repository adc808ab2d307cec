// The world of the preload: its `electron`, and its side of the bridge to the page (see page-main.js).
;((PREFIX, ABOUT) => {
  if (window.top !== window || !/^https?:$/.test(location.protocol)) return
  __CODEC__
  const fire = (type, detail) => document.dispatchEvent(new CustomEvent(PREFIX + type, { detail }))
  const tell = (message) => __host(JSON.stringify(message))
  const functions = new Map()
  const asked = new Map()
  const listeners = new Map()
  let lastId = 0

  const asThrown = (error) => ({ name: error?.name ?? 'Error', message: error?.message ?? String(error) })
  const isPlain = (value) =>
    value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
  /** What goes to the page: functions stay here under a number, plain objects are copied, the rest is cloned by Blink. */
  const toPage = (value) => {
    if (typeof value === 'function') {
      functions.set(++lastId, value)
      return { is: 'function', id: lastId }
    }
    if (value instanceof Promise) {
      const id = ++lastId
      value.then(
        (result) => fire('settle', { id, fulfilled: true, value: toPage(result) }),
        (error) => fire('settle', { id, fulfilled: false, value: asThrown(error) }),
      )
      return { is: 'promise', id }
    }
    if (Array.isArray(value)) return { is: 'list', value: value.map(toPage) }
    if (!isPlain(value)) return { is: 'value', value }
    return { is: 'object', value: Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toPage(part)])) }
  }
  const fromPage = (packed) =>
    packed.is === 'function'
      ? (...args) => void fire('callback', { id: packed.id, args: args.map(toPage) })
      : packed.value

  document.addEventListener(
    PREFIX + 'call',
    (event) => {
      event.stopImmediatePropagation()
      const { id, args } = event.detail
      let reply
      try {
        reply = toPage(functions.get(id)(...args.map(fromPage)))
      } catch (error) {
        reply = { is: 'thrown', value: asThrown(error) }
      }
      fire('reply', reply)
    },
    true,
  )
  document.addEventListener(PREFIX + 'open', (event) => tell({ type: 'open', url: event.detail }), true)

  /** Called by the host: an answer to `invoke`, or a message of main. */
  globalThis.__hostReceive = (text) => {
    const message = JSON.parse(text)
    if (message.type !== 'result') {
      const args = message.args.map(unpack)
      for (const listener of [...(listeners.get(message.channel) ?? [])])
        listener({ sender: ipcRenderer, ports: [] }, ...args)
      return
    }
    const { resolve, reject } = asked.get(message.id)
    asked.delete(message.id)
    if (message.error) reject(new Error(message.error))
    else resolve(unpack(message.value))
  }

  // Where the window is: its size and place change without main's doing when a person drags it.
  let place = ''
  const tellPlace = () => {
    const now = [screenX, screenY, outerWidth, outerHeight].join()
    if (place && now !== place) tell({ type: 'placed' })
    place = now
  }
  for (const type of ['resize', 'mousemove', 'focus', 'blur', 'mouseenter'])
    addEventListener(type, tellPlace, { passive: true })

  // A person closing a real window asks main first; a page that navigates does not.
  let navigating = false
  navigation.addEventListener('navigate', () => {
    navigating = true
    setTimeout(() => (navigating = false), 0)
  })
  if (ABOUT.headed) addEventListener('beforeunload', (event) => navigating || event.preventDefault())

  /** A synchronous question to main: the page stands still on `debugger` until the host has written the result. */
  const pause = (kind, value) => {
    globalThis.__question = { kind, value, result: undefined }
    debugger
    const { result } = globalThis.__question
    delete globalThis.__question
    return result
  }

  const on = (channel, listener) => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
    return ipcRenderer
  }
  const off = (channel, listener) => {
    const kept = (listeners.get(channel) ?? []).filter((other) => other !== listener && other.once !== listener)
    listeners.set(channel, kept)
    return ipcRenderer
  }
  const once = (channel, listener) => {
    const first = (...args) => {
      off(channel, first)
      listener(...args)
    }
    return on(channel, Object.assign(first, { once: listener }))
  }
  const knownOnly = (name, object) =>
    new Proxy(object, {
      get(target, key) {
        if (typeof key === 'symbol' || key in target || key === 'then' || key === 'toJSON') return target[key]
        throw new Error(`not in the host: electron.${name}${key}`)
      },
    })
  const ipcRenderer = knownOnly('ipcRenderer.', {
    invoke: (channel, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        tell({ type: 'invoke', id, channel, args: args.map(pack) })
        asked.set(id, { resolve, reject })
      }),
    send: (channel, ...args) => tell({ type: 'send', channel, args: args.map(pack) }),
    ...{ on, addListener: on, off, removeListener: off, once },
    removeAllListeners: (channel) => {
      listeners.delete(channel)
      return ipcRenderer
    },
  })
  const electron = knownOnly('', {
    ipcRenderer,
    contextBridge: knownOnly('contextBridge.', {
      exposeInMainWorld: (key, api) => fire('expose', { key, value: toPage(api) }),
    }),
    webUtils: knownOnly('webUtils.', {
      getPathForFile: (file) => {
        if (!(file instanceof File)) throw new TypeError('getPathForFile expected a File')
        return pause('path', file) ?? ''
      },
    }),
  })
  const require = (name) => {
    if (name === 'electron' || name === 'electron/renderer') return electron
    throw new Error(`module not found: ${name}`)
  }
  const { platform, versions, argv, env } = ABOUT
  const process = { platform, versions, argv, env, type: 'renderer', sandboxed: true, contextIsolated: true }
  const module = { exports: {} }
  ;(function (exports, require, module, process) {
    __PRELOAD__
  })(module.exports, require, module, process)
})(__PREFIX__, __ABOUT__)
