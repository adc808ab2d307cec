import { dialog } from 'electron'
import { ok } from '../../shared/contract/result.ts'
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'
import type { GivenPaths } from './given-paths.ts'

type BuyerCall =
  | Extract<keyof Handlers, `buyers.${string}` | `directory.${string}` | `valideurs.${string}` | `market.${string}`>
  | 'valideur.open'
  | 'buyer.open'
  | 'buyer.refresh'
  | 'buyer.add'
  | 'buyer.kind'

type Deps = { core: Core; givenPaths: GivenPaths }

/** Public buyers: found, looked at, typed, brought in. */
export function createBuyerHandlers({ core: { queries, commands }, givenPaths }: Deps): Pick<Handlers, BuyerCall> {
  const none = ok({})
  return {
    'buyers.search': ({ text, most }) => ok({ hits: queries.searchBuyers(text, most) }),
    'buyers.likely': ({ name }) => ok({ hits: queries.likelyBuyers(name) }),
    'buyers.searchFurther': ({ text }) => commands.searchFurther(text),
    'valideurs.search': ({ text }) => commands.searchValideurs(text),
    'valideurs.ofBuyer': async ({ siret }) => ok({ hits: await commands.valideursOf(siret) }),
    'valideur.open': ({ siret }) => commands.openValideur(siret),
    'buyer.open': ({ siret }) => ok(queries.buyer(siret)),
    'buyer.refresh': ({ siret }) => commands.refreshBuyer(siret),
    'buyer.add': ({ siret, name, typed }) => commands.addBuyer(siret, name, typed),
    'buyer.kind': ({ id, kind }) => commands.setBuyerKind(id, kind),
    'market.of': ({ buyerSiret, number }) => ok(queries.market(buyerSiret, number)),
    'market.save': (market) => {
      commands.saveMarket(market)
      return none
    },
    'directory.view': () => ok(queries.directory()),
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
      return ok({ isTaken: !chosen.canceled && path !== undefined && (await commands.takeDirectory(path)) })
    },
    'directory.take': async ({ path }) => {
      givenPaths.use([path])
      return ok({ isTaken: await commands.takeDirectory(path) })
    },
    'directory.download': () => commands.downloadDirectory(),
    'directory.forgetReport': () => {
      commands.forgetImport()
      return none
    },
  }
}
