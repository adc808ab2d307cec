import { z } from 'zod'
import { ConnectionId } from '../domain/firms/connection.ts'
import { PlatformResponse } from '../domain/platform/messages.ts'

/** An address a secret may be sent to: encrypted, or on this computer. */
export const isSecureAddress = (value: string): boolean => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname))
}
const address = z
  .string()
  .trim()
  .refine((value) => !value || isSecureAddress(value))

/** What is typed on « Raccordement ». An empty secret leaves the one that is kept; an empty address is the official one. */
export const AccessInput = z.object({
  clientId: z.string().trim(),
  clientSecret: z.string().trim(),
  login: z.string().trim(),
  password: z.string(),
  tokenUrl: address,
  apiUrl: address,
  /** Where the system keeps no secret safely: what they are locked with. */
  passphrase: z.string(),
})
export type AccessInput = z.infer<typeof AccessInput>

/** One field as it is typed, or the steps that are done. */
export const AccessKeep = AccessInput.omit({ passphrase: true })
  .extend({ done: z.array(z.string()) })
  .partial()
export type AccessKeep = z.infer<typeof AccessKeep>

/** Which connection is meant: the principal one unless said. */
export const WhichConnection = z.object({ connection: ConnectionId.optional() })

/** What is shown of the accesses: never a secret. */
export const AccessView = z.object({
  clientId: z.string(),
  login: z.string(),
  tokenUrl: z.string(),
  apiUrl: z.string(),
  /** Secrets that have been given, in use or not yet. */
  kept: z.object({ clientSecret: z.boolean(), password: z.boolean() }),
  /** Steps that are done, by their ids (connection-steps.json). */
  done: z.array(z.string()),
  /** All of them are in use. */
  hasSecrets: z.boolean(),
  /** The system's own key store, or a passphrase asked at each start. */
  keptBy: z.enum(['system', 'passphrase']),
  /** Locked by a passphrase that has not been given yet. */
  isLocked: z.boolean(),
})
export type AccessView = z.infer<typeof AccessView>

/** One piece of the connection, tested. */
export const Check = z.object({
  name: z.string(),
  label: z.string(),
  outcome: z.enum(['ok', 'warn', 'fail', 'skipped']),
  message: z.string(),
  advice: z.string().optional(),
  answer: PlatformResponse.optional(),
})
export type Check = z.infer<typeof Check>

const own = z.array(z.object({ id: z.number(), name: z.string() }))
/** What a firm may choose among its own at Chorus Pro. */
export const FirmsOwn = z.object({ bankAccounts: own, services: own })
export type FirmsOwn = z.infer<typeof FirmsOwn>
