import { fail, ok } from '../../shared/contract/result.ts'
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'

type Names = Extract<keyof Handlers, `authoring.${string}`>

/** Calls about invoices made here. */
export function createAuthoringHandlers({ queries, commands }: Core): Pick<Handlers, Names> {
  const [shown, does] = [queries.authoring, commands.authoring]
  return {
    'authoring.start': () => ok(shown.start()),
    'authoring.begin': ({ from }) => {
      const begun = does.begin(from)
      return begun ? ok(begun) : fail('invoice.tooLate')
    },
    'authoring.open': ({ id }) => {
      const draft = shown.open(id)
      return draft ? ok({ draft, standing: shown.standing(draft) }) : fail('authoring.gone')
    },
    'authoring.save': ({ draft }) => {
      if (!does.save(draft)) return fail('authoring.gone')
      return ok(shown.standing(draft))
    },
    'authoring.drop': ({ id }) => {
      does.drop(id)
      return ok({})
    },
    'authoring.issue': async ({ id }) => {
      const outcome = await does.issue(id)
      return ok('invoice' in outcome ? { invoice: outcome.invoice, faults: [] } : outcome)
    },
    'authoring.buyer': ({ siret }) => ok(does.buyer(siret)),
    'authoring.articles': ({ siret }) => ok(shown.articles(siret)),
    'authoring.dropArticle': ({ siret, article }) => {
      does.dropArticle(siret, article)
      return ok({})
    },
    'authoring.numbers': ({ siret }) => ok(shown.numbers(siret)),
    'authoring.number': ({ at, series, next }) => (does.number(at, series, next) ? ok({}) : fail('authoring.number')),
    'authoring.logo': async ({ at, logo }) => ((await does.keepLogo(at, logo)) ? ok({}) : fail('authoring.logo')),
  }
}
