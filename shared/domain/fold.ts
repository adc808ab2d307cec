/** Without case, accents and doubled spaces: how words from elsewhere are compared. */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’']/g, '’').replace(/\s+/g, ' ').trim().toLowerCase()
