/** Cents two ways of rounding may differ by (domaine.md §16.4). */
const TOLERANCE = 1

/** Whether two amounts in cents are more than a rounding apart. */
export const differs = (a: number, b: number): boolean => Math.abs(a - b) > TOLERANCE
export const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0)
