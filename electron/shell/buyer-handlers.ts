import { dialog } from 'electron'
import { fail, ok, type Result } from '../../shared/contract/result.ts'
import type { Core } from '../core/core.ts'
import { NotSent, Refused } from '../core/transports/errors.ts'
import type { Handlers } from './bridge.ts'
import type { GivenPaths } from './given-paths.ts'

type BuyerCall =
  | Extract<keyof Handlers, `buyers.${string}` | `directory.${string}` | `valideurs.${string}`>
  | 'valideur.open'
  | 'buyer.open'
  | 'buyer.refresh'
  | 'buyer.add'

type Deps = { core: Core; givenPaths: GivenPaths }

/** Public buyers: found, looked at, typed, brought in. */
export function createBuyerHandlers({ core, givenPaths }: Deps): Pick<Handlers, BuyerCall> {
  const { buyers, valideurs } = core
  const none = ok({})
  return {
    'buyers.search': ({ text, most }) => ok({ hits: buyers.search(text, most) }),
    'buyers.likely': ({ name }) => ok({ hits: buyers.likely(name) }),
    'buyers.searchFurther': ({ text }) => asked(async () => ({ hits: await buyers.searchFurther(text) })),
    'valideurs.search': ({ text }) => asked(async () => ({ hits: await valideurs.search(text) })),
    'valideurs.ofBuyer': async ({ siret }) => ok({ hits: await valideurs.ofBuyer(siret) }),
    'valideur.open': ({ siret }) => asked(async () => (await valideurs.firm(siret)) ?? { name: '', services: [] }),
    'buyer.open': ({ siret }) => ok(buyers.open(siret)),
    'buyer.refresh': ({ siret }) =>
      asked(async () => {
        await core.inquiries.again(siret)
        return {}
      }),
    'buyer.add': ({ siret, name, typed }) => {
      buyers.add(siret, name, typed)
      return none
    },
    'directory.view': () => ok(buyers.view()),
    'directory.chooseFile': async () => {
      const chosen = await dialog.showOpenDialog({
        title: 'Choisir un annuaire',
        buttonLabel: 'Importer',
        properties: ['openFile'],
        filters: [
          { name: 'Annuaires', extensions: ['csv', 'txt', 'xml', 'zip'] },
          { name: 'Tous les fichiers', extensions: ['*'] },
        ],
      })
      const [path] = chosen.filePaths
      return ok({ isTaken: !chosen.canceled && path !== undefined && (await buyers.takeFile(path)) })
    },
    'directory.take': async ({ path }) => {
      givenPaths.use([path])
      return ok({ isTaken: await buyers.takeFile(path) })
    },
    'directory.download': () => asked(async () => ({ isTaken: await buyers.download() })),
    'directory.forgetReport': () => {
      buyers.forgetReport()
      return none
    },
  }
}

/** What Chorus Pro must be asked: it may be away, or say no. */
async function asked<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work())
  } catch (error) {
    if (error instanceof NotSent) return fail('platform.away')
    if (error instanceof Refused) return fail('directory.refused')
    throw error
  }
}
