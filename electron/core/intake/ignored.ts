import { basename } from 'node:path'
import { mayBeInvoice } from '../reading/file-names.ts'

/** iCloud keeps a file elsewhere, and leaves « .facture.pdf.icloud » in its place: the name of that file. */
export function cloudName(path: string): string | undefined {
  const name = /^\.(.+)\.icloud$/i.exec(basename(path))?.[1]
  return name !== undefined && mayBeInvoice(name) ? name : undefined
}

/** What looks at a folder must not take for an invoice: names of files under way, hidden ones, litter of the systems. */
const litter = [/^~\$/, /^\./, /\.(tmp|part|partial|crdownload|download|lock|lnk)$/i, /^(Thumbs\.db|desktop\.ini)$/i]

/** Subfolders where people put what has been dealt with, and ours for the portal: their files are known already. */
const archives = /^(archives?|d[ée]pos[ée]e?s|envoy[ée]e?s|trait[ée]e?s|à déposer sur le portail|lots à déposer)$/i

export const isLitter = (path: string): boolean =>
  cloudName(path) === undefined && litter.some((pattern) => pattern.test(basename(path).normalize('NFC')))
export const isArchiveFolder = (path: string): boolean => archives.test(basename(path).normalize('NFC'))

/** Invoices in a form Chorus Pro does not take: worth a word, since somebody put them there to be sent. */
export const isOfficeFile = (path: string): boolean => /\.(docx?|odt|xlsx?|ods|rtf|pages|rar|7z)$/i.test(path)
