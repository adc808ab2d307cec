import { extensionOf } from '../../../shared/domain/document/attachments.ts'
import { BadArchive } from '../reading/archive/packed.ts'
import { zipEntries } from '../reading/archive/zip.ts'
import { shapeOf } from '../reading/sniff.ts'
import { textOf } from '../buyers/text-of.ts'

/** How programs begin: Windows, Linux, macOS, scripts. */
const PROGRAMS = ['4d5a', '7f454c46', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe', '2321']
/** Signs that turn a name round: « facture‮fdp.exe » reads « factureexe.pdf ». */
const TURNED = /[\u202a-\u202e\u2066-\u2069]/
const PAGES = ['HTM', 'HTML', 'XHTML', 'SVG']
/** What makes a page do something: a script, an address or an attribute that is one, another page within. */
const ACTS =
  /<script|javascript:|vbscript:|<[a-z][^>]{0,2000}?\son[a-z]{3,20}\s*=|<(iframe|object|embed|foreignobject)|data:text\/html/i
const PICTURES = ['BMP', 'GIF', 'JPEG', 'JPG', 'PNG', 'TIF', 'TIFF']
/** Names of what a computer starts when it is opened. */
const STARTS = /\.(exe|com|scr|pif|bat|cmd|ps1|vbs|vbe|js|jse|wsf|wsh|msi|msp|jar|lnk|hta|cpl|reg|app|sh|command|dll)$/i

/**
 * Why a file should not go to a client, whatever its name says: a French sentence, empty when nothing is suspicious. A
 * program in disguise, a PDF that is none, a page that runs a script.
 */
export async function suspicionOf(name: string, bytes: Uint8Array): Promise<string> {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('hex')
  if (TURNED.test(name) || PROGRAMS.some((magic) => head.startsWith(magic)))
    return `${name} cache un programme : il n’est pas joint.`
  const extension = extensionOf(name)
  if (extension === 'PDF' && (await shapeOf(bytes)) !== 'pdf')
    return `${name} n’est pas un PDF, malgré son nom : ouvrez-le pour voir.`
  if (PICTURES.includes(extension) && /^\s*</.test(textOf(bytes.subarray(0, 200))))
    return `${name} n’est pas une image, malgré son nom : ouvrez-le pour voir.`
  if (PAGES.includes(extension) && ACTS.test(textOf(bytes)))
    return `${name} contient un programme (script) : il n’est pas joint.`
  return ''
}

/** The same of what an archive holds, by its names: a zip is taken, but not with a program in it. */
export async function suspicionWithin(name: string, bytes: Uint8Array): Promise<string> {
  if ((await shapeOf(bytes)) !== 'zip') return ''
  try {
    for await (const { path } of zipEntries(bytes))
      if (STARTS.test(path) || TURNED.test(path)) return `${name} contient un programme : il n’est pas joint.`
  } catch (error) {
    if (!(error instanceof BadArchive)) throw error
  }
  return ''
}
