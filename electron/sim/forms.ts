/** Where the sources contradict each other or are silent: the forms an answer may take. The first is the usual one. */
export const formChoices = {
  /** A demand of a structure that is false: said, or left out (chorus-pro-api.md §4). */
  flags: ['said', 'absent'],
  /** A PDF above 10 MB: HTTP 413, as the official file has it, or codeRetour 20003 (§3.1). */
  heavyPdf: ['status', 'code'],
  /** Instants: with milliseconds, or without, as last seen (§2.3). */
  instants: ['milliseconds', 'seconds'],
  /** `completer.dateTraitement`, `recycler.dateDepot` (§2.3). */
  replyDates: ['minute', 'day', 'instant'],
  /** What `deposer/pdf` could not read: null (save the three that no client in PHP reads as null), or left out (§3.1). */
  unread: ['null', 'absent'],
} as const

type FormName = keyof typeof formChoices
export type Forms = { [Name in FormName]: (typeof formChoices)[Name][number] }

export const usualForms: Forms = {
  flags: 'said',
  heavyPdf: 'status',
  instants: 'milliseconds',
  replyDates: 'minute',
  unread: 'null',
}
