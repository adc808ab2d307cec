import { createAuthoredOf } from '../queries/authored-of.ts'
import { createTableBase } from '../queries/table-base.ts'
import { createImportTable } from './import-table.ts'
import { createJoinDraft } from './join-draft.ts'
import { createPlatformFile } from './platform-file.ts'

type DepsOf<Create extends (deps: never) => unknown> = Parameters<Create>[0]
type Deps = Omit<DepsOf<typeof createJoinDraft> & DepsOf<typeof createPlatformFile>, 'authoredOf'> &
  Omit<DepsOf<typeof createImportTable>, 'baseOf'>

/** Files made of what is here: a Factur-X of an owner's PDF, that of an approved platform, the invoices of a table. */
export function createFilesMade(deps: Deps) {
  const authoredOf = createAuthoredOf(deps)
  const joining = createJoinDraft({ ...deps, authoredOf })
  const platform = createPlatformFile({ ...deps, authoredOf })
  const table = createImportTable({ ...deps, baseOf: createTableBase(deps) })
  return {
    queries: { ways: joining.ways, forPlatform: platform.view, table: table.view },
    commands: {
      joinData: joining.join,
      partData: joining.part,
      platformFile: platform.make,
      openTable: table.open,
      mapTable: table.map,
      makeTable: table.make,
      closeTable: table.close,
      /** Invoices of a table or a JSON, made without a look at them before. */
      makeFrom: table.makeFrom,
    },
  }
}
