import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'

/**
 * The French sentences written in the code of these files (globs from the root of the project), in their order; « … » stands
 * for what is only known when they are said.
 */
export const sentencesOf = (...globs: string[]): string[] => [
  ...new Set(
    globSync(globs)
      .toSorted()
      .flatMap((path) => sentencesIn(readFileSync(path, 'utf8'))),
  ),
]

function sentencesIn(code: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node) => {
    const text = textOf(node)
    if (text !== undefined && isSentence(text)) found.push(text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('a.ts', code, ts.ScriptTarget.Latest))
  return found
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (!ts.isTemplateExpression(node)) return undefined
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('')
}

/** Several words, as one says them to a person: our own errors are English and end without a full stop. */
const isSentence = (text: string) => /^[A-ZÀ-Ý«…].*\s.*\p{L}{2}/su.test(text) && /[.?]$|’|[à-ÿ]/.test(text)
