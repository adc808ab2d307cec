// The page's own world: builds what the preload exposes, and refuses new windows.
// The two worlds share only the DOM, so they talk by synchronous DOM events, whose detail Blink clones between worlds.
;((PREFIX) => {
  if (window.top !== window || !/^https?:$/.test(location.protocol)) return
  const Event = CustomEvent
  const fire = (type, detail) => document.dispatchEvent(new Event(PREFIX + type, { detail }))
  const listen = (type, listener) =>
    document.addEventListener(
      PREFIX + type,
      (event) => {
        event.stopImmediatePropagation()
        listener(event.detail)
      },
      true,
    )
  const asError = ({ name, message }) => Object.assign(new Error(message), { name })
  const promises = new Map()
  const callbacks = new Map()
  let lastId = 0
  let reply

  /** What came from the preload: values as they are, functions as functions that ask it. */
  const fromPreload = (packed) => {
    switch (packed.is) {
      case 'function':
        return (...args) => call(packed.id, args)
      case 'promise':
        return new Promise((resolve, reject) => promises.set(packed.id, { resolve, reject }))
      case 'list':
        return packed.value.map(fromPreload)
      case 'object':
        return Object.fromEntries(Object.entries(packed.value).map(([key, value]) => [key, fromPreload(value)]))
      case 'thrown':
        throw asError(packed.value)
      default:
        return packed.value
    }
  }
  const toPreload = (value) => {
    if (typeof value !== 'function') return { is: 'value', value }
    callbacks.set(++lastId, value)
    return { is: 'function', id: lastId }
  }
  const call = (id, args) => {
    fire('call', { id, args: args.map(toPreload) })
    return fromPreload(reply)
  }

  /** As in Electron, what is exposed cannot be changed; what its functions answer can. */
  const freeze = (value) => {
    if (typeof value !== 'function' && (value === null || typeof value !== 'object')) return value
    Object.values(value).forEach(freeze)
    return ArrayBuffer.isView(value) ? value : Object.freeze(value)
  }
  listen('expose', ({ key, value }) => {
    Object.defineProperty(window, key, { value: freeze(fromPreload(value)), enumerable: true })
  })
  listen('reply', (packed) => (reply = packed))
  listen('settle', ({ id, fulfilled, value }) => {
    const promise = promises.get(id)
    promises.delete(id)
    if (fulfilled) promise.resolve(fromPreload(value))
    else promise.reject(asError(value))
  })
  listen('callback', ({ id, args }) => callbacks.get(id)?.(...args.map(fromPreload)))

  // No new window is ever opened here; main's setWindowOpenHandler still hears of each.
  window.open = (url = 'about:blank') => {
    fire('open', String(new URL(url, location.href)))
    return null
  }
  const opensElsewhere = (event, link) =>
    link.target === '_blank' || event.ctrlKey || event.metaKey || event.shiftKey || event.button === 1
  const onClick = (event) => {
    const link = event.target?.closest?.('a[href]')
    if (!link || event.defaultPrevented || event.button > 1 || !opensElsewhere(event, link)) return
    event.preventDefault()
    fire('open', link.href)
  }
  window.addEventListener('click', onClick)
  window.addEventListener('auxclick', onClick)
})(__PREFIX__)
