import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A schema shipped with the application; where each comes from is in resources/xsd/SOURCES.md. */
export type Schema = 'D16B' | Profile
export type Profile = 'MINIMUM' | 'BASICWL' | 'BASIC' | 'EN16931' | 'EXTENDED'

const FILES: Record<Schema, string> = {
  D16B: 'cii-d16b/data/standard/CrossIndustryInvoice_100pD16B.xsd',
  MINIMUM: 'factur-x-1.07.3/Factur-X_1.07.3_MINIMUM.xsd',
  BASICWL: 'factur-x-1.07.3/Factur-X_1.07.3_BASICWL.xsd',
  BASIC: 'factur-x-1.07.3/Factur-X_1.07.3_BASIC.xsd',
  EN16931: 'factur-x-1.07.3/Factur-X_1.07.3_EN16931.xsd',
  EXTENDED: 'factur-x-1.07.3/Factur-X_1.07.3_EXTENDED.xsd',
}

/** What a file says it follows (BT-24), the narrowest first. */
const GUIDELINES: [RegExp, Profile][] = [
  [/:minimum$/i, 'MINIMUM'],
  [/:basicwl$/i, 'BASICWL'],
  [/:basic$/i, 'BASIC'],
  [/^urn:cen\.eu:en16931:2017(?:#compliant#.*)?$/i, 'EN16931'],
]

/** The profile of Factur-X announced by BT-24; the widest when it announces none, or one that builds upon them. */
export const profileOf = (guideline: string): Profile =>
  GUIDELINES.find(([pattern]) => pattern.test(guideline))?.[1] ?? 'EXTENDED'

/** The file of a schema, under the name by which the others of its folder know it. */
export const nameOf = (schema: Schema): string => `/xsd/${FILES[schema]}`

/** Every schema by its name, to be given to a parser that opens no file itself. Throws when the folder is not there. */
export function allSchemas(): Record<string, Uint8Array> {
  const root = folder()
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.xsd'))
  return Object.fromEntries(
    files.map((file) => [`/xsd/${file.replaceAll('\\', '/')}`, new Uint8Array(readFileSync(join(root, file)))]),
  )
}

/** Beside the code while developing, among the resources once installed: the first folder up that has it. */
function folder() {
  let place = dirname(fileURLToPath(import.meta.url))
  for (let above = dirname(place); above !== place; place = above, above = dirname(place)) {
    const found = [join(place, 'resources/xsd'), join(place, 'app/xsd')].find((path) => existsSync(path))
    if (found) return found
  }
  throw new Error('The schemas are not beside the application')
}
