/** Types of chromium.mjs, which stays JavaScript because the system's Node 20 runs it before anything is installed. */
export function findChromium(env?: NodeJS.ProcessEnv): string | undefined
export function versionOf(executable: string): string | undefined
