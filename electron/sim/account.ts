/** A technical account by configuration: how it opens, and the firms it may deposit for and see (chorus-pro-api.md §1.6, §5.9). */
export type Account = {
  login: string
  password: string
  /** SIRETs of its firms. */
  sirets: string[]
  /** Epoch milliseconds from which it opens nothing. */
  expiresAt?: number | undefined
}
