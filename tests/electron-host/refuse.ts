/** Names that Node, Playwright and JSON look for on any object, without meaning Electron by them. */
const PROBES = new Set([
  'then',
  'toJSON',
  'inspect',
  'nodeType',
  'asymmetricMatch',
  '$$typeof',
  '__esModule',
  'href',
  'protocol',
])

/**
 * Refuses what the host does not have: reading a member that nobody in the object's prototype chain knows throws
 * « not in the host: electron.X.y », where a plain object would quietly say `undefined`. The wall stands at the end of
 * the chain, so `this`, private fields and patches by a spec work as on any object.
 * Give a class twice: itself for its statics, its prototype for its instances.
 */
export function knownOnly<T extends object>(name: string, object: T): T {
  const parent = (Object.getPrototypeOf(object) ?? Object.prototype) as object
  const wall = new Proxy(parent, {
    get(target, key, receiver): unknown {
      if (typeof key === 'symbol' || key in target || PROBES.has(key)) return Reflect.get(target, key, receiver)
      throw new Error(`not in the host: electron.${name ? `${name}.` : ''}${key}`)
    },
  })
  Object.setPrototypeOf(object, wall)
  return object
}
