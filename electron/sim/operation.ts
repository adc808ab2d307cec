import { z } from 'zod'
import type { Account } from './account.ts'
import type { Directory } from './directory/directory.ts'
import type { Forms } from './forms.ts'
import type { Recycling, Script } from './invoices/life.ts'
import type { Store } from './invoices/store.ts'
import { loosened } from './loose.ts'

/** What an operation works with. `haste` divides every delay of the life of invoices and flows. */
export type Parts = {
  now: () => number
  haste: number
  isDemonstration: boolean
  isStrict: boolean
  recycling: Recycling
  forms: Forms
  /** For how long a young flow cannot be found; divided by `haste`. */
  unknownFlowSeconds: number
  script: Script
  /** Epoch milliseconds at which the technical account ends. */
  accountExpiresAt: () => number
  store: Store
  directory: Directory
}

/** One route of Chorus Pro: what it takes (a body that does not fit is a 400 without a word) and what it answers. */
export type Operation = {
  path: string
  answer: (question: unknown, parts: Parts, caller: Caller) => object
}
/** Who asks: the SIRET in the login of the technical account; what it sees, where accounts are configured. */
export type Caller = { siret: string; account?: Account | undefined }

/**
 * Throws a ZodError when the body does not fit `input`: the gateway turns it into its 400. Values in another type than the
 * one described are taken as meant, unless the platform is strict.
 */
export function operation<Input extends z.ZodType>({
  path,
  input,
  answer,
}: {
  path: string
  input: Input
  answer: (question: z.output<Input>, parts: Parts, caller: Caller) => object
}): Operation {
  const read = (question: unknown, { isStrict }: Parts) => {
    const exact = input.safeParse(question)
    return exact.success || isStrict ? input.parse(question) : input.parse(loosened(question, exact.error.issues))
  }
  return { path, answer: (question, parts, caller) => answer(read(question, parts), parts, caller) }
}

/** A refusal of the trade: HTTP 200 with a codeRetour that is not 0 (chorus-pro-api.md §2.2). */
export class Refusal extends Error {
  readonly codeRetour: number
  constructor(codeRetour: number, libelle: string) {
    super(libelle)
    this.codeRetour = codeRetour
  }
}

/** A body that does not fit, seen later than by its schema: HTTP 400 without a word. */
export class BadRequest extends Error {}

/** More than the service may give back: HTTP 413 (chorus-pro-api.md §1.4). */
export class TooLarge extends Error {}

/** Chorus Pro falls over: HTTP 500 (chorus-pro-api.md §9.3). */
export class Fault extends Error {}

export const success = { codeRetour: 0, libelle: 'TRA_MSG_00.000' }
/** The other way to say success: seen on deposits (chorus-pro-api.md §2.2). */
export const deposited = { codeRetour: 0, libelle: 'GCU_MSG_01_000' }

/** And that of downloads (chorus-pro-api.md §3.9). */
export const downloaded = { codeRetour: 0, libelle: 'Succes' }

/** A text that may be absent, null or padded. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() ?? '')
/** A number that may be absent or null. */
export const number = z.number().nullish()
export const id = z.number().int()
export const optionalId = id.nullish()
export const flag = z.boolean().nullish()
/** Standard base64, without prefix or line break (chorus-pro-api.md §2.1). Empty is allowed: each service says what it thinks of it. */
export const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/)
