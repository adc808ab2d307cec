import type { Chance } from './random.ts'

export const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Days later, or earlier when negative; dates ISO. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Fourteen digits with the right key. */
export function siretOf(chance: Chance, start: string) {
  const siren = withKey(start + chance.digits(7))
  return withKey(`${siren}000${chance.int(1, 9)}`)
}

function withKey(digits: string) {
  const total = sum(
    Array.from(digits)
      .toReversed()
      .map((digit, index) => doubled(Number(digit), index)),
  )
  return digits + String((10 - (total % 10)) % 10)
}
const doubled = (digit: number, index: number) => (index % 2 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2)

/** A French account with the right check digits. */
export function ibanOf(chance: Chance) {
  const account = `1${chance.digits(22)}`
  const rest = Array.from(`${account}152700`).reduce((left, digit) => (left * 10 + Number(digit)) % 97, 0)
  return `FR${String(98 - rest).padStart(2, '0')}${account}`
}

/** FR, key, SIREN. */
export const vatNumberOf = (siret: string): string => {
  const siren = siret.slice(0, 9)
  return `FR${String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, '0')}${siren}`
}
