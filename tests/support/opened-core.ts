import type { Core } from '../../electron/core/core.ts'

/** The door for tests: what stands behind commands and queries beside them, each under its own name. */
export const opened = (core: Core) => ({ ...core, ...core.queries, ...core.commands, ...core.inside })
export type OpenedCore = ReturnType<typeof opened>
