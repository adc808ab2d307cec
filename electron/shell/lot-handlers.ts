import { shell } from 'electron'
import { join } from 'node:path'
import { fail, ok } from '../../shared/contract/result.ts'
import { companiesOf } from '../../shared/contract/settings.ts'
import type { CallName } from '../../shared/contract/calls.ts'
import { dayOf } from '../../shared/base/dates.ts'
import { french } from '../../shared/base/french.ts'
import { cadreOf } from '../../shared/domain/fields/cadre.ts'
import { issuerOf } from '../../shared/domain/firms/company.ts'
import table from '../../shared/tables/portal.json' with { type: 'json' }
import type { Core } from '../core/core.ts'
import { DamagedCopy } from '../core/intake/vault.ts'
import type { Handlers } from './bridge.ts'
import { shownFirm } from './list-handlers.ts'
import { saveAs } from './save-as.ts'

type LotCall = Extract<CallName, `lots.${string}` | `lot.${string}`>
const CONTAINERS = { zip: 'Archive zip', 'tar.gz': 'Archive tar.gz' }

/** Lots: those that leave, those deposited by hand, and the page where a new one is made. */
export function createLotHandlers(core: Core): Pick<Handlers, LotCall> {
  const { lots } = core
  const none = ok({})
  const site = core.environment === 'demonstration' ? '' : table.addresses[core.environment]
  /** Undefined when our copy of one of its files is not what was taken in. */
  const undamaged = <T>(work: Promise<T>) =>
    work.catch((error: unknown) => {
      if (error instanceof DamagedCopy) return 'damaged' as const
      throw error
    })
  /** What is laid out is of no more use once the lot has left, or will not. */
  async function thenClear<R extends { ok: boolean }>(id: string, result: R): Promise<R> {
    const name = result.ok && lots.toDeposit(id)?.lot.name
    if (name) await lots.clear(name)
    return result
  }

  return {
    'lots.count': () => ok({ count: lots.lotsWaiting() }),
    'lots.view': () => ok({ lots: lots.lots() }),
    'lots.choices': async () => ok(await lots.choices(shownFirm(core))),
    'lot.send': ({ ids }) => lots.send(ids),
    'lot.save': async ({ ids, as }) => {
      const bytes = await undamaged(lots.archiveOf(ids, as))
      if (bytes === 'damaged') return fail('file.damaged')
      if (!bytes) return fail('lot.heavy')
      return saveAs({
        title: 'Enregistrer l’archive du lot',
        name: `choriste-lot-${dayOf(Date.now())}.${as}`,
        filters: [{ name: french(CONTAINERS[as]), extensions: [as] }],
        make: () => bytes,
      })
    },
    'lot.report': async ({ id }) => {
      const report = await lots.lotReport(id)
      return report ? ok(report) : fail('lot.gone')
    },
    'lot.proof': async ({ id }) => {
      const report = await lots.lotReport(id)
      if (!report) return fail('lot.gone')
      const proofs = report.entries.map(({ row }) => ({
        number: row.number,
        events: core.invoices.journal(row.id).filter(({ event }) => 'proof' in event),
      }))
      return saveAs({
        title: 'Enregistrer la preuve du lot',
        name: `preuve-lot-${report.flow ?? dayOf(report.at)}.json`,
        filters: [{ name: 'JSON', extensions: ['json'] }],
        make: () => Promise.resolve(JSON.stringify({ flow: report.flow, proofs }, null, 2)),
      })
    },
    'lot.prepare': async ({ id }) => {
      const laid = await undamaged(lots.lay(id))
      if (laid === 'damaged') return fail('file.damaged')
      const lot = laid && lots.lots().find((line) => line.id === id)
      const [first] = lots.toDeposit(id)?.members ?? []
      if (!lot || !first) return fail('lot.gone')
      const { siret, name } = issuerOf(companiesOf(core.settings.get()), first.fields)
      return ok({ lot, ...laid, cadre: cadreOf(first.fields).label, firm: name || siret, site })
    },
    'lot.showFolder': async ({ id }) => {
      const laid = await undamaged(lots.lay(id))
      if (laid === 'damaged') return fail('file.damaged')
      if (!laid) return fail('lot.gone')
      shell.showItemInFolder(join(laid.folder, `${laid.name}.zip`))
      return none
    },
    'lot.deposited': async ({ id, ...noted }) => thenClear(id, lots.deposited(id, noted)),
    'lot.rejected': ({ id, message, ids }) => lots.rejected(id, message, ids),
    'lot.takeBack': async ({ id }) => thenClear(id, lots.takenBack(id)),
  }
}
