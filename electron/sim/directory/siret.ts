/** 14 digits whose Luhn key falls right (chorus-pro-api.md §8.3). The simulator has its own reading of it. */
export function isWellFormed(siret: string): boolean {
  if (!/^\d{14}$/.test(siret)) return false
  const digits = Array.from(siret, Number)
  const weighed = digits.map((digit, index) => (index % 2 === 0 ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit))
  return weighed.reduce((sum, digit) => sum + digit, 0) % 10 === 0
}
