/** Without case, accents, ligatures and doubled spaces: how words from elsewhere are compared. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .replace(/[’']/g, '’')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
