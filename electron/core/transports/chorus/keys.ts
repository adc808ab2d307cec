/** The opaque key of an invoice (port.ts): Chorus Pro's own number, written as a text. */
export const keyOf = (identifiantFactureCPP: number): string => String(identifiantFactureCPP)
/** Chorus Pro's own number of an invoice again. */
export const idOf = (remoteKey: string): number => Number(remoteKey)
