import type { Environment } from '../../../shared/domain/platform/environment.ts'
import { Company } from '../../../shared/domain/firms/company.ts'
import type { Invoice } from '../../../shared/domain/lifecycle/invoice.ts'
import { PRINCIPAL } from '../../../shared/domain/firms/connection.ts'
import type { DeliveryMode } from '../../../shared/domain/firms/delivery-mode.ts'
import type { AccessState } from '../../../shared/domain/wording/unsent.ts'
import type { Ledger } from '../engine/ledger.ts'
import type { Intake } from '../intake/intake.ts'
import type { Vault } from '../vault/vault.ts'
import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'invoices'> & {
  settings: Pick<Store['settings'], 'get' | 'save'>
  ledger: Pick<Ledger, 'record'>
  intake: Pick<Intake, 'takeAll' | 'takeBytes'>
  vault: Pick<Vault, 'read'>
  environment: Environment
  isExample: (invoice: Invoice) => boolean
  access: (connection: string) => AccessState
  wantOwn: () => void
}
/** A file on its way to another environment. */
type Carried = { name: string; bytes: Uint8Array }
type Firm = Pick<Company, 'siret' | 'name'>

/** Commands of the demonstration, and of the way from it to the real invoices. */
export function createDemonstrationCommands(deps: Deps) {
  const { invoices, settings, ledger, intake, vault, environment, isExample, access, wantOwn } = deps
  const present = () => (environment === 'demonstration' ? [...invoices.each()] : [])
  return {
    /** Begins with these files, and a firm they are of where none is set. */
    async startDemonstration(firm: Company, paths: string[]): Promise<void> {
      const { company, ...rest } = settings.get()
      settings.save({ ...rest, welcomed: true, company: company.siret ? company : firm })
      wantOwn()
      await intake.takeAll(paths, 'hand')
    },
    /** Removes the examples, and the firm they are of, which is one of them. */
    removeExamples(firm: Firm): void {
      for (const { id } of present().filter(isExample)) ledger.record(id, { type: 'exampleRemoved' })
      const current = settings.get()
      if (current.company.siret === firm.siret) settings.save({ ...current, company: Company.parse({}) })
    },
    /**
     * What was tried here is carried to the real invoices: gives its files. Those that were still drafts are put aside, so that
     * they are in one place only; `putBack` undoes that.
     */
    async carryAway(): Promise<{ files: Carried[]; putBack: () => void }> {
      const tried = present().filter((invoice) => !isExample(invoice))
      const files = await Promise.all(
        tried.map(async ({ file }) => ({ name: file.name, bytes: await vault.read(file.sha256) })),
      )
      const drafts = tried.filter(({ stage }) => stage === 'draft')
      for (const { id } of drafts) ledger.record(id, { type: 'discarded' })
      return {
        files,
        putBack: () => {
          for (const { id } of drafts) ledger.record(id, { type: 'restored' })
        },
      }
    },
    /** Begins with the real invoices: the way one deposits, the firm, and what was tried. Nothing is sent by that. */
    async begin({ way, company, files }: { way: DeliveryMode; company?: Firm | undefined; files: Carried[] }) {
      const current = settings.get()
      const firm = company && !current.company.siret ? { ...current.company, ...company } : current.company
      // Until the accesses are there, the portal works: nothing waits for them.
      const byItself = way === 'api' && access(PRINCIPAL) === 'open'
      settings.save({ ...current, company: firm, way: byItself ? 'api' : 'portail', welcomed: true })
      wantOwn()
      for (const { name, bytes } of files) await intake.takeBytes(name, bytes)
    },
  }
}
