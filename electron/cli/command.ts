/** A command takes its arguments and where to write; it gives the exit status: 0 done, 1 something waits for the user. */
export type Command = (parts: { args: string[]; write: (text: string) => void }) => Promise<number>

/** Called the wrong way; the message is a French sentence. */
export class UsageError extends Error {}
