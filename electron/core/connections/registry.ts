import { randomBytes } from 'node:crypto'
import { companiesOf, connectionOf, withCompany, type Settings } from '../../../shared/contract/settings.ts'
import { PRINCIPAL } from '../../../shared/domain/firms/connection.ts'
import { leftBy } from '../../../shared/domain/lifecycle/left-by.ts'
import { isKnown, type Invoice } from '../../../shared/domain/lifecycle/invoice.ts'
import type { AccessState } from '../../../shared/domain/wording/unsent.ts'
import type { Store } from '../store/database.ts'
import type { Transport } from '../transports/port.ts'

export type Connections = ReturnType<typeof createConnections>
/** Today each can be asked about buyers. */
type Connected = Transport & Required<Pick<Transport, 'directory'>>
type Deps = Pick<Store, 'settings' | 'jobs' | 'atomically'> & {
  /** A transport that asks with the access of this connection; made once for each. */
  transportWith: (connection: string) => Connected
  access: (connection: string) => AccessState
  save: (settings: Settings) => void
}

/**
 * Registry of connections: the principal one, which serves every firm, and those of firms with an access of their own. Each has
 * its queue of calls, its lane of jobs, its pause, its news and its secrets. They are chosen by the settings alone.
 */
export function createConnections({ settings, jobs, atomically, transportWith, access, save }: Deps) {
  const transports = new Map<string, Connected>()

  /** The firms that have a connection of their own, with its id. */
  const own = () =>
    companiesOf(settings.get()).flatMap(({ connection, siret, name }) =>
      connection === '' ? [] : [{ id: connection, siret, name }],
    )
  const ids = (): string[] => [PRINCIPAL, ...own().map(({ id }) => id)]

  /** The transport of a connection. */
  function over(connection: string): Connected {
    const transport = transports.get(connection) ?? transportWith(connection)
    transports.set(connection, transport)
    return transport
  }
  /** Asked where any will do: the principal one, or another that is open while it is not. */
  const any = (): string => ids().find((id) => access(id) === 'open') ?? PRINCIPAL

  /** Over which connection a firm of this SIRET, and what it needs to know, is asked about: its own once it has accesses. */
  const ofFirm = (siret: string): string =>
    own().find((firm) => firm.siret === siret && access(firm.id) !== 'none')?.id ?? any()

  /** The connection an invoice left by, as long as it is there; else the one its firm has today. */
  function ofInvoice(invoice: Invoice): string {
    const left = leftBy(invoice)
    if (ids().includes(left) || !isKnown(invoice)) return left
    const route = connectionOf(settings.get(), invoice.fields)
    return route.transport === 'portal' ? PRINCIPAL : route.connection
  }

  /**
   * Gives the firm of this SIRET a connection of its own; its id, undefined when there is no such firm. Until its accesses are
   * there and it is said to go by itself, the portal works.
   */
  function add(siret: string): string | undefined {
    const current = settings.get()
    const company = siret === '' ? undefined : companiesOf(current).find((each) => each.siret === siret)
    if (!company) return undefined
    if (company.connection) return company.connection
    const connection = randomBytes(4).toString('hex')
    save(withCompany(current, company, { ...company, connection, isByHand: true }))
    return connection
  }

  /**
   * The firm goes by the principal connection again, and so do the status rounds of its invoices. False, and nothing changes,
   * while something that may have left by it has had no answer: another account would not find it.
   */
  function remove(connection: string): boolean {
    const current = settings.get()
    const company = companiesOf(current).find((each) => each.connection === connection)
    if (!company || jobs.talksButFollow(connection)) return false
    atomically(() => {
      save(withCompany(current, company, { ...company, connection: '' }))
      jobs.moveLane(connection, PRINCIPAL)
    })
    transports.delete(connection)
    return true
  }
  return { own, ids, over, any, ofFirm, ofInvoice, add, remove, access }
}
