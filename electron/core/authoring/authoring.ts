import type { BeginFrom } from '../../../shared/contract/authoring.ts'
import type { Draft } from '../../../shared/domain/authoring/draft.ts'
import { emptyFields, type Fields } from '../../../shared/domain/fields/fields.ts'
import type { Article } from '../../../shared/domain/authoring/issued.ts'
import type { AuthoredLine } from '../../../shared/domain/authoring/authored.ts'
import type { StoredFile } from '../../../shared/domain/document/stored-file.ts'
import { dayOf } from '../../../shared/base/dates.ts'
import { companiesOf, withCompanyPatch, type Settings } from '../../../shared/contract/settings.ts'
import type { SeriesKind } from '../../../shared/domain/authoring/numbering.ts'
import { createDrafts } from './drafts.ts'
import { createIssuing } from './issuing.ts'

type Deps = Parameters<typeof createDrafts>[0] &
  Parameters<typeof createIssuing>[0] & {
    save: (settings: Settings) => void
    /** Asks in the background what is worth asking for these fields. */
    want: (fields: Fields) => void
  }

/** Invoices made here, for whoever asks: drafts, their issue, the catalogue, and the letterhead of the firms. */
export function createAuthoring(deps: Deps) {
  const { authored, settings, vault, now, save, want, changed, atomically } = deps
  const drafts = createDrafts(deps)
  const issuing = createIssuing(deps)
  const companyAt = (at: number) => companiesOf(settings.get())[at]
  const sirenOf = (siret: string) => siret.slice(0, 9)
  const today = () => dayOf(now())

  function keepArticles(id: string) {
    const issued = authored.find(id)
    if (!issued || issued.invoice.kind === 'creditNote') return
    for (const line of issued.invoice.lines)
      if (!line.progress) authored.keepArticle(sirenOf(issued.invoice.seller.siret), articleOf(line), issued.at)
  }

  return {
    /** What a window shows; asks nobody. */
    queries: {
      start: drafts.start,
      open: drafts.open,
      standing: issuing.standing,
      articles: (siret: string) => authored.articles(sirenOf(siret)),
      /** Numbers the next invoice and the next credit note of a firm would take today. */
      numbers: (siret: string) => {
        const firm = issuing.firmOf({ siret })
        const next = (kind: SeriesKind) => issuing.series.next({ firm, kind, day: today() }).number
        return { invoice: next('invoice'), creditNote: next('creditNote') }
      },
    },
    commands: {
      /** Begins a draft, whose client is asked about in the background; undefined where it cannot begin with that. */
      begin: (from: BeginFrom) => {
        const begun = drafts.begin(from)
        const draft = begun && drafts.open(begun.id)
        if (draft) want(fieldsToAsk(draft))
        return begun
      },
      drop: drafts.drop,
      /** Autosave of a draft, whose client is asked about in the background; false when it is no draft any more. */
      save: (draft: Draft) => {
        want(fieldsToAsk(draft))
        return drafts.save(draft)
      },
      /** Name and address of a buyer one has chosen, who is asked about in the background. */
      buyer: (siret: string) => {
        want({ ...emptyFields, buyerSiret: siret })
        return drafts.buyer(siret)
      },
      issue: async (id: string) => {
        const outcome = await issuing.issue(id)
        if ('invoice' in outcome) keepArticles(id)
        changed()
        return outcome
      },
      dropArticle: (siret: string, article: Article) => authored.dropArticle(sirenOf(siret), article),
      /** Where a series goes on; false when that would leave a gap, or take a number twice. */
      number: (at: number, kind: SeriesKind, next: string): boolean => {
        const firm = companyAt(at)
        if (!firm) return false
        const begun = atomically(() => issuing.series.begin({ firm, kind, day: today() }, next))
        if (!begun) return false
        const numbers = { ...firm.letterhead.numbers, [kind]: begun.pattern }
        save(withCompanyPatch(settings.get(), at, { letterhead: { ...firm.letterhead, numbers } }))
        return true
      },
      /** Keeps the logo of a firm, or takes it away; false when it is no picture for an invoice. */
      keepLogo: async (at: number, given: { name: string; bytes: Uint8Array } | null): Promise<boolean> => {
        const { isLogo } = await import('../formats/facturx/logo.ts')
        if (given && !(await isLogo(given.bytes))) return false
        const logo: StoredFile | null = given && { name: given.name, ...(await vault.takeBytes(given.bytes)) }
        const firm = companyAt(at)
        if (firm) save(withCompanyPatch(settings.get(), at, { letterhead: { ...firm.letterhead, logo } }))
        return true
      },
    },
    /** At start: what was issued and is no invoice yet becomes one. */
    recover: issuing.recover,
  }
}

/** What Chorus Pro may be asked about a draft. */
const fieldsToAsk = ({ siret, buyer, valideur, serviceCode, engagementNumber, cadre }: Draft): Fields => ({
  ...{ ...emptyFields, serviceCode, engagementNumber, cadre },
  ...{ supplierSiret: siret, buyerSiret: buyer.siret, valideurSiret: valideur?.siret ?? '' },
})

const articleOf = ({ reference, designation, unit, unitPrice, rate, motive }: AuthoredLine): Article => ({
  ...{ reference, designation, unit, unitPrice },
  vat: motive || String(rate),
})
