import { z } from 'zod'

/** Id of the connection of every firm that has none of its own: whoever has only one access has this one. */
export const PRINCIPAL = 'principal'
/** Id of a connection: it names a lane of jobs, a file of secrets, and marks. */
export const ConnectionId = z.string().regex(/^[a-z0-9-]{1,40}$/)

/** Route of an invoice: it leaves by itself over a connection, or the person deposits it on the portal. */
export type Route = { transport: 'chorus'; connection: string } | { transport: 'portal' }

/** A name of something each connection has for itself: as it always was for the principal one. */
export const nameFor = (connection: string, name: string): string =>
  connection === PRINCIPAL ? name : `${name}.${connection}`
