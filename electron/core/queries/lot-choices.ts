import { setImmediate as turn } from 'node:timers/promises'
import type { LotChoice, LotChoices, LotGroup } from '../../../shared/contract/lots.ts'
import { companiesOf, connectionOf, type Settings } from '../../../shared/contract/settings.ts'
import type { ListInput } from '../../../shared/contract/lists.ts'
import type { Row } from '../../../shared/contract/views.ts'
import { french } from '../../../shared/base/french.ts'
import { issuerOf } from '../../../shared/domain/firms/company.ts'
import type { Invoice, InvoiceAt } from '../../../shared/domain/lifecycle/invoice.ts'
import { leavesAlone, lotKey, lotSyntax, type Alone } from '../../../shared/domain/lifecycle/lot.ts'
import type { AccessState } from '../../../shared/domain/wording/unsent.ts'
import limits from '../../../shared/tables/limits.json' with { type: 'json' }
import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'invoices' | 'settings'> & {
  ids: (query: ListInput, firm: string) => string[]
  row: (invoice: Invoice) => Row | undefined
  access: (connection: string) => AccessState
}
/** Max drafts listed that are ready, and that are not. */
const [MOST_READY, MOST_OTHERS] = [limits.lotInvoices.value, 100]
/** Max drafts worked out without letting others have their turn. */
const AT_ONCE = 25

/** Query: what a new lot may be made of, the drafts that are ready first, each with its group or why it has none. */
export const createLotChoices =
  ({ invoices, settings, ids, row, access }: Deps) =>
  async (firm: string): Promise<LotChoices> => {
    const current = settings.get()
    const found = ids({ list: 'drafts', order: 'ready' }, firm)
    const choices: LotChoice[] = []
    const groups = new Map<string, LotGroup>()
    let others = 0
    for (const [index, id] of found.entries()) {
      if (index % AT_ONCE === 0) await turn()
      if (index >= MOST_READY && others === 0) break
      const draft = invoices.recall(id)
      const shown = draft?.stage === 'draft' ? row(draft) : undefined
      if (!shown || draft?.stage !== 'draft') continue
      if (shown.situation.mark !== 'ready' && ++others > MOST_OTHERS) break
      const choice = choiceOf(draft, shown, current)
      choices.push(choice)
      if (!choice.group) continue
      const group = groups.get(choice.group) ?? { ...groupOf(draft, current), key: choice.group, count: 0 }
      groups.set(choice.group, { ...group, count: group.count + 1 })
    }
    return {
      choices,
      groups: [...groups.values()].toSorted((one, other) => other.count - one.count),
      more: found.length - choices.length,
      most: {
        invoices: current.lotMost,
        advised: limits.lotInvoices.value,
        api: limits.lotBytes.value,
        portail: limits.portalLotBytes.value,
      },
    }

    function choiceOf(draft: InvoiceAt<'draft'>, shown: Row, current: Settings): LotChoice {
      const route = connectionOf(current, draft.fields)
      const why = whyNot(draft, shown, route)
      return {
        id: draft.id,
        name: shown.number || shown.fileName,
        buyer: shown.buyer,
        syntax: lotSyntax(draft, route),
        bytes: draft.file.bytes,
        amount: shown.isCreditNote && shown.grossTotal !== null ? -Math.abs(shown.grossTotal) : shown.grossTotal,
        isReady: shown.situation.mark === 'ready',
        group: why ? '' : lotKey(draft, route),
        why,
      }
    }
    function whyNot(draft: InvoiceAt<'draft'>, { situation }: Row, route: ReturnType<typeof connectionOf>): string {
      if (situation.mark !== 'ready') return situation.sentence
      const alone = leavesAlone(draft, route)
      if (alone) return french(ALONE[alone])
      if (route.transport === 'chorus' && access(route.connection) !== 'open') return french(NO_ACCESS)
      return ''
    }
    function groupOf(draft: InvoiceAt<'draft'>, current: Settings): Omit<LotGroup, 'key' | 'count'> {
      const { fields } = draft
      const route = connectionOf(current, fields)
      const companies = companiesOf(current)
      return {
        syntax: lotSyntax(draft, route),
        way: route.transport === 'portal' ? 'portail' : 'api',
        firm: companies.length > 1 ? issuerOf(companies, fields).name : '',
        cadre: route.transport === 'portal' ? fields.cadre : '',
      }
    }
  }

const ALONE: Record<Alone, string> = {
  works: 'Marché de travaux : elle se dépose seule, dans « Factures de travaux ».',
  valideur: 'Elle passe d’abord chez son valideur. À envoyer seule.',
  pieces: 'Un lot n’emporte pas les pièces jointes. À envoyer seule.',
  straightened: 'Ses pages sont redressées à l’envoi. À envoyer seule.',
  plain: 'Un PDF simple part avec son formulaire. À envoyer seule.',
}
const NO_ACCESS = 'Aucun accès à Chorus Pro n’est ouvert pour elle.'
