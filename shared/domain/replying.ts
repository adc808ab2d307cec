import limits from '../tables/limits.json' with { type: 'json' }

export const extensionOf = (name: string): string => /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toUpperCase() ?? ''

/** The name a file has over there: plain letters, no more than fifty with its extension (chorus-pro-api.md §5.1, §7.9). */
export function attachmentName(name: string): string {
  const extension = extensionOf(name).toLowerCase()
  const stem = name
    .slice(0, -extension.length - 1)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_.+-]+/g, '-')
  return `${stem.slice(0, limits.attachmentNameLength.value - extension.length - 1) || 'piece'}.${extension}`
}
