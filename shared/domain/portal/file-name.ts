import table from '../../tables/portal.json' with { type: 'json' }

/**
 * The name under which a file is uploaded: the invoice's number in letters, figures, « - », « _ » and « . », which no system
 * refuses, with the extension it came with, within the shortest limit known (shared/tables/portal.json).
 */
export function portalFileName(number: string, original: string): string {
  const extension = (/\.[A-Za-z0-9]{1,5}$/.exec(original)?.[0] ?? '.pdf').toLowerCase()
  const plain = number
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
  return `${(plain || 'facture').slice(0, table.fileNameLength.value - extension.length)}${extension}`
}
