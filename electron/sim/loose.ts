import type { z } from 'zod'

/**
 * A question whose values are in the type the schema complains of missing, where what is meant is plain: clients in production
 * write an empty text for no flag, an id or an amount as text, and `[]` for an object with nothing in it (PHP). What the real
 * platform says of them is not known.
 */
export function loosened(question: unknown, issues: z.core.$ZodIssue[]): unknown {
  const root = { question: structuredClone(question) }
  for (const { code, path, ...issue } of issues)
    if (code === 'invalid_type') replace(root, ['question', ...path], (issue as { expected: string }).expected)
  return root.question
}

function replace(root: object, path: PropertyKey[], expected: string): void {
  const holder = path.slice(0, -1).reduce<unknown>((value, key) => holderOf(value, key)[key], root)
  const key = path.at(-1)!
  holderOf(holder, key)[key] = meant(holderOf(holder, key)[key], expected)
}
type Holder = Record<PropertyKey, unknown>
/** An array of one may stand for what is in it. */
const holderOf = (value: unknown, key: PropertyKey) =>
  (Array.isArray(value) && typeof key === 'string' ? value[0] : value) as Holder

function meant(value: unknown, expected: string): unknown {
  if (expected === 'object') return Array.isArray(value) && value.length === 0 ? {} : value
  if (typeof value !== 'string' || !['number', 'int', 'boolean'].includes(expected)) return value
  const text = value.trim()
  if (text === '') return null
  if (expected === 'boolean') return text === 'true' || (text === 'false' ? false : value)
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : value
}
