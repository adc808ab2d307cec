import { shell } from 'electron'
import { join } from 'node:path'
import { fail, ok } from '../../shared/contract/result.ts'
import type { CallName } from '../../shared/contract/calls.ts'
import { dayOf } from '../../shared/base/dates.ts'
import { french } from '../../shared/base/french.ts'
import { cadreOf } from '../../shared/domain/fields/cadre.ts'
import table from '../../shared/tables/portal.json' with { type: 'json' }
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'
import { saveAs } from './save-as.ts'

type LotCall = Extract<CallName, `lots.${string}` | `lot.${string}`>
const CONTAINERS = { zip: 'Archive zip', 'tar.gz': 'Archive tar.gz' }

/** Lots: those that leave, those deposited by hand, and the page where a new one is made. */
export function createLotHandlers({ environment, queries, commands }: Core): Pick<Handlers, LotCall> {
  const none = ok({})
  const site = environment === 'demonstration' ? '' : table.addresses[environment]
  const { lots } = commands
  return {
    'lots.count': () => ok({ count: queries.lots.lotsWaiting() }),
    'lots.view': () => ok({ lots: queries.lots.lots() }),
    'lots.choices': async () => ok(await queries.lots.choices(queries.shownFirm())),
    'lot.send': ({ ids }) => lots.send(ids),
    'lot.save': async ({ ids, as }) => {
      const made = await lots.archiveOf(ids, as)
      if (!made.ok) return made
      return saveAs({
        title: 'Enregistrer l’archive du lot',
        name: `choriste-lot-${dayOf(Date.now())}.${as}`,
        filters: [{ name: french(CONTAINERS[as]), extensions: [as] }],
        make: () => made.value,
      })
    },
    'lot.report': async ({ id }) => {
      const report = await queries.lots.lotReport(id)
      return report ? ok(report) : fail('lot.gone')
    },
    'lot.proof': async ({ id }) => {
      const proof = await queries.lots.lotProof(id)
      if (!proof) return fail('lot.gone')
      return saveAs({
        title: 'Enregistrer la preuve du lot',
        name: `preuve-lot-${proof.flow ?? dayOf(proof.at)}.json`,
        filters: [{ name: 'JSON', extensions: ['json'] }],
        make: () => Promise.resolve(JSON.stringify(proof, null, 2)),
      })
    },
    'lot.prepare': async ({ id }) => {
      const laid = await lots.lay(id)
      if (!laid.ok) return laid
      const { fields, ...files } = laid.value
      const lot = queries.lots.lots().find((line) => line.id === id)
      if (!lot) return fail('lot.gone')
      const firm = queries.firms().find(({ siret }) => siret === fields.supplierSiret)
      return ok({ lot, ...files, cadre: `Cadre ${fields.cadre} (${cadreOf(fields).label})`, firm: firm?.name || fields.supplierSiret, site })
    },
    'lot.showFolder': async ({ id }) => {
      const laid = await lots.lay(id)
      if (!laid.ok) return laid
      shell.showItemInFolder(join(laid.value.folder, `${laid.value.name}.zip`))
      return none
    },
    'lot.deposited': ({ id, ...noted }) => lots.deposited(id, noted),
    'lot.rejected': ({ id, message, ids }) => lots.rejected(id, message, ids),
    'lot.takeBack': ({ id }) => lots.takeBack(id),
  }
}
