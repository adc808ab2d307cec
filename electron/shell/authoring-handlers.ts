import { fail, ok } from '../../shared/contract/result.ts'
import type { Draft } from '../../shared/domain/authoring/draft.ts'
import { emptyFields, type Fields } from '../../shared/domain/fields/fields.ts'
import type { Core } from '../core/core.ts'
import { BadLogo } from '../core/formats/facturx/logo.ts'
import type { Handlers } from './bridge.ts'

type Names = Extract<keyof Handlers, `authoring.${string}`>

/** Calls about invoices made here. */
export function createAuthoringHandlers({ authoring, inquiries }: Core): Pick<Handlers, Names> {
  return {
    'authoring.start': () => ok(authoring.start()),
    'authoring.begin': ({ from }) => {
      const begun = authoring.begin(from)
      return begun ? ok(begun) : fail('invoice.tooLate')
    },
    'authoring.open': ({ id }) => {
      const draft = authoring.open(id)
      return draft ? ok({ draft, standing: authoring.standing(draft) }) : fail('authoring.gone')
    },
    'authoring.save': ({ draft }) => {
      if (!authoring.save(draft)) return fail('authoring.gone')
      // What the client asks for is asked about in the background, as for any draft.
      inquiries.want(fieldsToAsk(draft))
      return ok(authoring.standing(draft))
    },
    'authoring.drop': ({ id }) => {
      authoring.drop(id)
      return ok({})
    },
    'authoring.issue': async ({ id }) => {
      const outcome = await authoring.issue(id)
      return ok('invoice' in outcome ? { invoice: outcome.invoice, faults: [] } : outcome)
    },
    'authoring.buyer': ({ siret }) => {
      inquiries.want({ ...emptyFields, buyerSiret: siret })
      return ok(authoring.buyer(siret))
    },
    'authoring.articles': ({ siret }) => ok(authoring.articles(siret)),
    'authoring.dropArticle': ({ siret, article }) => {
      authoring.dropArticle(siret, article)
      return ok({})
    },
    'authoring.numbers': ({ siret }) => ok(authoring.numbers(siret)),
    'authoring.number': ({ at, series, next }) =>
      authoring.number(at, series, next) ? ok({}) : fail('authoring.number'),
    'authoring.logo': async ({ at, logo }) => {
      try {
        await authoring.keepLogo(at, logo)
        return ok({})
      } catch (error) {
        if (error instanceof BadLogo) return fail('authoring.logo')
        throw error
      }
    },
  }
}

/** What Chorus Pro may be asked about a draft. */
const fieldsToAsk = ({ siret, buyer, valideur, serviceCode, engagementNumber, cadre }: Draft): Fields => ({
  ...{ ...emptyFields, serviceCode, engagementNumber, cadre },
  ...{ supplierSiret: siret, buyerSiret: buyer.siret, valideurSiret: valideur?.siret ?? '' },
})
