/** 188416 → « 188 Ko »: decimal units, as the limits of Chorus Pro are written. */
export function formatBytes(bytes: number): string {
  const format = (value: number, unit: string) =>
    `${new Intl.NumberFormat('fr-FR', { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)}\u00a0${unit}`
  if (bytes < 1000) return format(bytes, 'octets')
  return bytes < 1_000_000 ? format(bytes / 1000, 'Ko') : format(bytes / 1_000_000, 'Mo')
}
