// Structured data over JSON text, the same code in the page and in Node: what ipc's structured clone keeps.
// Functions, symbols and DOM nodes are refused, as structured clone refuses them.
const b64 = (u8) => {
  let s = ''
  for (let i = 0; i < u8.length; i += 0x8000) s += String.fromCharCode.apply(null, u8.subarray(i, i + 0x8000))
  return btoa(s)
}
const un64 = (s) => Uint8Array.from(atob(s), (c) => c.charCodeAt(0))
const pack = (v) => {
  if (v === undefined) return { $: 'u' }
  if (v === null || typeof v === 'boolean' || typeof v === 'string') return v
  if (typeof v === 'number')
    return Number.isFinite(v) && !Object.is(v, -0) ? v : { $: 'n', v: Object.is(v, -0) ? '-0' : String(v) }
  if (typeof v === 'bigint') return { $: 'i', v: String(v) }
  if (typeof v === 'function' || typeof v === 'symbol') throw new TypeError('An object could not be cloned.')
  if (Array.isArray(v)) return v.map(pack)
  if (v instanceof Date) return { $: 'd', v: v.getTime() }
  if (v instanceof Map) return { $: 'm', v: [...v].map(pack) }
  if (v instanceof Set) return { $: 's', v: [...v].map(pack) }
  if (v instanceof Error) return { $: 'e', v: { name: v.name, message: v.message, stack: v.stack } }
  if (ArrayBuffer.isView(v)) return { $: 'b', v: b64(new Uint8Array(v.buffer, v.byteOffset, v.byteLength)) }
  if (v instanceof ArrayBuffer) return { $: 'a', v: b64(new Uint8Array(v)) }
  const o = {}
  for (const k of Object.keys(v)) o[k] = pack(v[k])
  return '$' in o ? { $: 'o', v: o } : o
}
const unpack = (v) => {
  if (v === null || typeof v !== 'object') return v
  if (Array.isArray(v)) return v.map(unpack)
  switch (v.$) {
    case undefined:
      break
    case 'u':
      return undefined
    case 'n':
      return Number(v.v)
    case 'i':
      return BigInt(v.v)
    case 'd':
      return new Date(v.v)
    case 'm':
      return new Map(v.v.map(unpack))
    case 's':
      return new Set(v.v.map(unpack))
    case 'e':
      return Object.assign(new Error(v.v.message), { name: v.v.name })
    case 'b':
      return un64(v.v)
    case 'a':
      return un64(v.v).buffer
    case 'o':
      return Object.fromEntries(Object.entries(v.v).map(([k, x]) => [k, unpack(x)]))
  }
  return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, unpack(x)]))
}
