import limits from '../../../../shared/tables/reading-limits.json' with { type: 'json' }
import { allSchemas, nameOf, type Schema } from './schemas.ts'

/** What a schema finds wrong: the line from 1, where in the tree, and libxml2’s own words. */
export type Fault = { line: number; path: string; said: string }

/**
 * Holds an XML text against a schema. The text is one that xml.ts has let through: no DOCTYPE, so no entity of its own; given a
 * schema, libxml2 looks at none the file names itself, and files are opened by nobody. Gives no fault for a text too long to be checked in a moment.
 */
export async function faultsOf(text: string, schema: Schema): Promise<Fault[]> {
  if (text.length > limits.schemaBytes.value || countOf(text, '<') > limits.schemaTags.value) return []
  const { XmlDocument, XmlValidateError, ParseOption } = await library()
  const validator = await validatorOf(schema)
  const document = XmlDocument.fromString(plainly(text), {
    option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_HUGE,
  })
  try {
    validator.validate(document)
    return []
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error
    return error.details
      .map(({ line, xpath = '', message }) => ({ line, path: xpath, said: message.trim() }))
      .filter(({ said }) => !isCodeList(said))
  } finally {
    document.dispose()
  }
}

/** Code lists grow every year and Chorus Pro has its own: a code that D16B did not know yet is no fault of form. */
const isCodeList = (said: string) => said.includes("[facet 'enumeration']")

const countOf = (text: string, letter: string) => {
  let count = 0
  for (let at = text.indexOf(letter); at >= 0; at = text.indexOf(letter, at + 1)) count++
  return count
}

/** The text is decoded by now: the encoding it announces no longer holds. */
const plainly = (text: string) =>
  text.replace(/^\ufeff/, '').replace(/^(<\?xml[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')/, '$1')

type Library = typeof import('libxml2-wasm') & { files: Record<string, Uint8Array> }
type Validator = ReturnType<Library['XsdValidator']['fromDoc']>

let loading: Promise<Library> | undefined
const compiled = new Map<Schema, Validator>()

/** Loaded with the first XML: a plain PDF never pays for it. */
const library = (): Promise<Library> =>
  (loading ??= import('libxml2-wasm').then((found) => {
    const files = allSchemas()
    found.xmlRegisterInputProvider(new found.XmlBufferInputProvider(files))
    return { ...found, files }
  }))

async function validatorOf(schema: Schema) {
  const known = compiled.get(schema)
  if (known) return known
  const { XmlDocument, XsdValidator, ParseOption, files } = await library()
  const url = nameOf(schema)
  const document = XmlDocument.fromBuffer(files[url]!, { url, option: ParseOption.XML_PARSE_NONET })
  try {
    const validator = XsdValidator.fromDoc(document)
    compiled.set(schema, validator)
    return validator
  } finally {
    document.dispose()
  }
}
