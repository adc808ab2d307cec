import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'

type Json = Record<string, unknown>

/**
 * Forward compatibility of rows: writes a value over the text that stood there, and keeps of it what this version has no name
 * for, because a newer one has written it. `schema` tells our own names, and `former` those we had before: what those say is for the new value alone.
 */
export function keepUnknown(
  schema: z.ZodType,
  former: string[] = [],
): (before: string | undefined, value: object) => string {
  let names: Set<string> | undefined
  const isOurs = (name: string) =>
    (names ??= new Set([...former, ...namesIn(z.toJSONSchema(schema, { io: 'input' }))])).has(name)

  function over(before: unknown, value: unknown): unknown {
    if (Array.isArray(before) && Array.isArray(value))
      return value.map(
        (one: unknown) => (before as unknown[]).find((other) => isDeepStrictEqual(known(other), one)) ?? one,
      )
    if (!isObject(before) || !isObject(value)) return value
    const foreign = Object.entries(before).filter(([name]) => !isOurs(name))
    const own = Object.entries(value).map(([name, inner]) => [name, over(before[name], inner)] as const)
    return Object.fromEntries([...foreign, ...own])
  }
  /** Without what we have no name for. */
  function known(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(known)
    if (!isObject(value)) return value
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, inner]) => (isOurs(name) ? [[name, known(inner)]] : [])),
    )
  }
  return (before, value) => JSON.stringify(before === undefined ? value : over(parsed(before), value))
}

function namesIn(schema: unknown): Set<string> {
  if (Array.isArray(schema)) return new Set(schema.flatMap((part) => [...namesIn(part)]))
  if (!isObject(schema)) return new Set()
  const { properties, propertyNames, ...rest } = schema
  const own = isObject(properties) ? Object.keys(properties) : []
  const keys =
    isObject(propertyNames) && Array.isArray(propertyNames['enum']) ? (propertyNames['enum'] as string[]) : []
  const inner = [...Object.values(rest), ...(isObject(properties) ? Object.values(properties) : [])]
  return new Set([...own, ...keys, ...namesIn(inner)])
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
