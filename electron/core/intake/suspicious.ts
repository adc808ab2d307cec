import { extensionOf } from '../../../shared/domain/pieces.ts'
import { shapeOf } from '../reading/sniff.ts'

/** How programs begin: Windows, Linux, macOS, scripts. */
const PROGRAMS = ['4d5a', '7f454c46', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe', '2321']
/** Signs that turn a name round: « facture‮fdp.exe » reads « factureexe.pdf ». */
const TURNED = /[\u202a-\u202e\u2066-\u2069]/
const PAGES = ['HTM', 'HTML', 'XHTML', 'SVG']

/**
 * Why a file should not go to a client, whatever its name says: a French sentence, empty when nothing is suspicious. A
 * program in disguise, a PDF that is none, a page that runs a script.
 */
export function suspicionOf(name: string, bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('hex')
  if (TURNED.test(name) || PROGRAMS.some((magic) => head.startsWith(magic)))
    return `${name} cache un programme : il n’est pas joint.`
  const extension = extensionOf(name)
  if (extension === 'PDF' && shapeOf(bytes) !== 'pdf')
    return `${name} n’est pas un PDF, malgré son nom : ouvrez-le pour voir.`
  if (PAGES.includes(extension) && /<script|javascript:/i.test(Buffer.from(bytes).toString('latin1')))
    return `${name} contient un programme (script) : il n’est pas joint.`
  return ''
}
