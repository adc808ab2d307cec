/** Types of what TypeScript takes from here. The modules stay JavaScript: the system's Node 20 runs them first. */
declare module '*/build/chromium.mjs' {
  export function findChromium(env?: NodeJS.ProcessEnv): string | undefined
  export function versionOf(executable: string): string | undefined
}
declare module '*/build/packages.mjs' {
  type Entry = { version?: string; integrity?: string; optional?: boolean; link?: boolean }
  type PackageLock = { packages: Record<string, Entry> }
  export function outdated(wanted: PackageLock, installed: PackageLock): [path: string, entry: Entry][]
}
declare module '*/build/reports.mjs' {
  type Tally = { passed: number; failed: number; names: string[] }
  export function vitestTally(path: string, status: number): Tally
  export function playwrightTally(path: string, status: number): Tally
}
declare module '*/build/reading.mjs' {
  type Floor = { right?: number; spurious?: number; asExpected?: number }
  type Measured = { files: number; answered: number; right: number | null; spurious: number; asExpected?: number }
  export function faults(found: Measured | undefined, floor: Floor): string[]
}
declare module '*/build/launch.mjs' {
  export function applicationArguments(args: string[], from?: string): string[]
}
declare module '*/build/say.mjs' {
  export function duration(ms: number): string
  export function french(text: string): string
}
