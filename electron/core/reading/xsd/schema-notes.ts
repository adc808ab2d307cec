import type { Note } from '../../../../shared/domain/document/reading.ts'
import limits from '../../../../shared/tables/reading-limits.json' with { type: 'json' }
import type { XmlInvoice } from '../facturx.ts'
import { note } from '../outcome.ts'
import type { XmlElement } from '../xml.ts'
import { sayFault } from './say-fault.ts'
import { profileOf, type Profile } from './schemas.ts'
import { faultsOf, type Fault } from './validate.ts'

/**
 * What the schemas have to say of an XML invoice; nothing when all is well, or when no schema is at hand (UBL, ZUGFeRD 1).
 *
 * Chorus Pro turns away what its schema refuses (chorus-pro-api.md §9.2, ERR_XSD_001). Which one is not published: the AIFE’s own
 * Factur-X examples say « EN 16931 », fit CII D16B and not that profile, and profiles allow a little that D16B does not. So only
 * what neither admits is likely to be refused. Straying from the profile alone is told for what it is; from EXTENDED it is not,
 * as that grows with each version. Never throws: a check that cannot be made must not cost the reading.
 */
export async function schemaNotes({ root, text, structured, isVersionKnown }: XmlInvoice): Promise<Note[]> {
  if (root.name !== 'CrossIndustryInvoice' || !isVersionKnown) return []
  const profile = profileOf(structured.guideline)
  try {
    const strays = await faultsOf(text, profile)
    const faults = strays.length ? await faultsOf(text, 'D16B') : []
    const isOneLine = !text.trimEnd().includes('\n')
    if (faults.length) return told(faults, root, isOneLine)
    return strays.length && profile !== 'EXTENDED' ? [stray(strays, { profile, root, isOneLine })] : []
  } catch {
    return []
  }
}

/** The same fault on every line of an invoice is one fault. */
function told(faults: Fault[], root: XmlElement, isOneLine: boolean): Note[] {
  const most = limits.schemaFaults.value
  const sentences = Map.groupBy(faults, (fault) => sayFault(fault, root))
  const notes = [...sentences].slice(0, most).map(([sentence, alike]) => ({
    ...note('schema', `Le fichier XML n’a pas la forme voulue${where(alike, isOneLine)} : ${sentence}.`),
    line: alike[0]!.line,
    details: alike[0]!.said,
  }))
  const rest = sentences.size - most
  if (rest > 0) notes.at(-1)!.message += ` Il y a ${rest} ${rest > 1 ? 'autres défauts' : 'autre défaut'}.`
  return notes
}

function stray(faults: Fault[], { profile, root, isOneLine }: RejectedFile): Note {
  const [fault] = faults as [Fault]
  const rest = faults.length - 1
  const others = rest > 0 ? ` Il y a ${rest} ${rest > 1 ? 'autres écarts' : 'autre écart'}.` : ''
  const message = `Ces données XML s’écartent du profil qu’elles annoncent, ${PROFILES[profile]}${where([fault], isOneLine)} : ${sayFault(fault, root)}.${others} Les exemples de Chorus Pro le font aussi ; d’autres plateformes le refusent.`
  return { ...note('profile', message), line: fault.line, details: fault.said }
}
type RejectedFile = { profile: Profile; root: XmlElement; isOneLine: boolean }

const PROFILES: Record<Profile, string> = {
  MINIMUM: 'MINIMUM',
  BASICWL: 'BASIC WL',
  BASIC: 'BASIC',
  EN16931: 'EN 16931',
  EXTENDED: 'EXTENDED',
}

/** « , lignes 33, 74 et 115 »; a file written in one line has no place to tell. */
function where(faults: Fault[], isOneLine: boolean) {
  if (isOneLine) return ''
  const lines = [...new Set(faults.map(({ line }) => line))]
  if (lines.length === 1) return `, ligne ${lines[0]!}`
  return lines.length > 4
    ? `, ligne ${lines[0]!} et ${lines.length - 1} autres`
    : `, lignes ${lines.slice(0, -1).join(', ')} et ${lines.at(-1)!}`
}
