/** What the processes say to one another. */
export type ToChorus = { is: 'passed'; ms: number } | { is: 'what' }
export type FromChorus =
  | { is: 'ready'; url: string }
  | { is: 'called' | 'answered'; path: string }
  | { is: 'there'; invoices: { id: number; number: string }[]; flows: string[] }

export type ToComputer = { is: 'passed'; ms: number } | { is: 'take'; path: string } | { is: 'how' }
export type Held = { file: string; stage: string; isFinal: boolean; remoteKey: string | undefined; resends: number }
export type FromComputer =
  { is: 'ready' } | { is: 'taken'; path: string } | { is: 'fault'; why: string } | { is: 'held'; invoices: Held[] }

/** How a computer is started: its folder, the address of its platform, how far its clock is ahead (ms). */
export type Start = { userData: string; url: string; ahead: number; lot: number }
