import { emptyFields, type Fields } from '../../../shared/domain/fields/fields.ts'
import limits from '../../../shared/tables/reading-limits.json' with { type: 'json' }
import type { DocumentFacts, FileKind, Note, Origins, Reading } from '../../../shared/domain/document/reading.ts'

type RuleContext = Partial<Omit<DocumentFacts, 'status' | 'message' | 'kind'>>

/** A file of which nothing can be made, with the sentence that says why and what to do. */
export const refusal = (
  message: string,
  { kind = 'other', ...facts }: RuleContext & { kind?: FileKind } = {},
): Reading => ({
  document: { kind, status: 'refused', message, pages: 0, hasText: false, notes: [], ...facts },
  source: null,
  fields: emptyFields,
  origins: {},
})

/**
 * The answer for a file whose reading failed: a PDF is an invoice very likely, and a person may type it from its pages, which
 * nobody could count. Anything else cannot leave without having been read.
 */
export function givenUp(isPdf: boolean, message: string, notes: Note[] = []): Reading {
  const answer = refusal(message, { notes, ...(isPdf && { kind: 'pdf', pages: 1 }) })
  return isPdf ? { ...answer, document: { ...answer.document, status: 'partial' } } : answer
}

/** The refusal of a file this big, in bytes, before it is read at all; undefined when its size is fine. */
export const refusalOfSize = (bytes: number): Reading | undefined =>
  bytes > limits.fileBytes.value
    ? refusal('Ce fichier dépasse 120 Mo : Chorus Pro ne le prendrait pas. Réduisez-le, puis déposez-le de nouveau.')
    : undefined

type Found = {
  kind: FileKind
  source: NonNullable<Reading['source']>
  fields: Partial<Fields>
  origins: Origins
  facts: RuleContext
  /** A reservation that holds whatever was found. */
  message?: string
}

/** Of the three things every invoice says, its number, its day and its total, two make a reading. */
export const ESSENTIALS: [string, (fields: Fields) => boolean][] = [
  ['le numéro', ({ number }) => number !== ''],
  ['la date', ({ issueDate }) => issueDate !== ''],
  ['le total', ({ netTotal, grossTotal, payable }) => netTotal !== null || grossTotal !== null || payable !== null],
]

/** The words for what an invoice must say and these fields lack. */
export const missingIn = (fields: Partial<Fields>): string[] =>
  ESSENTIALS.filter(([, isThere]) => !isThere({ ...emptyFields, ...fields })).map(([word]) => word)

/** What was found in a file, and what that is worth; refused when it does not look like an invoice. */
export function reading({ kind, source, fields, origins, facts, message = '' }: Found): Reading {
  const all: Fields = { ...emptyFields, ...fields }
  const missing = missingIn(all)
  if (missing.length === ESSENTIALS.length) {
    return refusal(
      'Ce fichier se lit, mais rien n’y ressemble à une facture : ni numéro, ni date, ni total. Vérifiez que c’est le bon fichier.',
      { ...facts, kind },
    )
  }
  const partly = missing.length === 2 ? `Il manque l’essentiel : ${list(missing)}. Complétez d’après le document.` : ''
  const document: DocumentFacts = {
    kind,
    status: message || partly ? 'partial' : 'read',
    message: message || partly,
    pages: 0,
    hasText: true,
    notes: [],
    ...facts,
  }
  return { document, source, fields: all, origins }
}

const list = (words: string[]) => words.join(' et ')

export const note = (code: string, message: string): Note => ({ code: `reading.${code}`, message })
