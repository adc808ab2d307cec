import { readdir } from 'node:fs/promises'
import { isArchiveFolder, isLitter } from './ignored.ts'
import { mayBeInvoice } from '../reading/file-names.ts'

/** How many files of a folder and its subfolders could be invoices. Throws the system's error when it cannot be read. */
export async function countInvoices(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const isInArchive = (path: string) => path.slice(folder.length).split(/[\\/]/).some(isArchiveFolder)
  return entries.filter(
    (entry) => entry.isFile() && !isLitter(entry.name) && mayBeInvoice(entry.name) && !isInArchive(entry.parentPath),
  ).length
}
