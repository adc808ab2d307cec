/** Opaque key of an invoice (port.ts): Chorus Pro's own number, written as a text. */
export const keyOf = (identifiantFactureCPP: number): string => String(identifiantFactureCPP)
/** Identifier of Chorus Pro again, from the key of an invoice. */
export const idOf = (remoteKey: string): number => Number(remoteKey)
