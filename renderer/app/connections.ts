import { companiesOf, connectionOf } from '../../shared/contract/settings.ts'
import type { AppState, FirmConnection, HoldView } from '../../shared/contract/views.ts'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import type { AccessState } from '../../shared/domain/wording/unsent.ts'

/** Talk that waits over one connection: whose it is, where there are several, and where its accesses are. */
export type Held = { hold: HoldView; whose: string; href: string }

const nameOf = ({ name, siret }: Pick<FirmConnection, 'name' | 'siret'>) => name || siret
/** Where the accesses are: of a firm with its own, or of all others. */
export const accessHref = (siret = ''): string => (siret ? `#/raccordement/${siret}` : '#/raccordement')

/** The connection that an invoice with these fields goes by: its accesses, undefined in the demonstration, and what it waits for. */
export function connectionFor(app: AppState, fields: Fields): { access?: AccessState; hold?: HoldView; firm?: string } {
  const route = connectionOf(app.settings, fields)
  const own = route.transport === 'chorus' ? app.firmConnections?.find(({ id }) => id === route.connection) : undefined
  const { access, hold } = own ?? app
  return { ...(access && { access }), ...(hold && { hold }), ...(own && { firm: own.siret }) }
}

/** Everything that waits, the connection of all firms first. */
export function heldOf({ hold, firmConnections = [] }: AppState): Held[] {
  const isOne = firmConnections.length === 0
  const ofAll = hold ? [{ hold, whose: isOne ? '' : 'Accès de toutes mes entreprises', href: accessHref() }] : []
  return [
    ...ofAll,
    ...firmConnections.flatMap((own) =>
      own.hold ? [{ hold: own.hold, whose: `Accès de ${nameOf(own)}`, href: accessHref(own.siret) }] : [],
    ),
  ]
}

export type Need = { title: string; advice: string; action: string; href: string }
type Asked = Pick<AppState, 'access' | 'expiry'> & { whose: string; href: string; goesByItself: boolean }

/** What the accesses need of their owner, the day of an expiry written by `dayOf`: a connection, a passphrase, a new password. */
export function needsOf(app: AppState, dayOf: (day: string) => string): Need[] {
  const { settings, access, expiry, firmConnections = [] } = app
  const companies = companiesOf(settings)
  const isUsed = companies.some(({ connection, isByHand }) => connection === '' && !isByHand)
  const goesByItself = settings.way === 'api' && isUsed
  const ofAll = { whose: '', href: accessHref(), goesByItself, ...(access && { access }), ...(expiry && { expiry }) }
  const ofFirms = firmConnections.map((own) => {
    const isByHand = companies.some(({ connection, isByHand }) => connection === own.id && isByHand)
    return { ...own, whose: `${nameOf(own)} : `, href: accessHref(own.siret), goesByItself: !isByHand }
  })
  return [ofAll, ...ofFirms].flatMap((each) => needOf(each, dayOf) ?? [])
}

function needOf(
  { access, expiry, whose, href, goesByItself }: Asked,
  dayOf: (day: string) => string,
): Need | undefined {
  if (goesByItself && access === 'none')
    return {
      title: `${whose}Choriste n’a pas encore d’accès à Chorus Pro.`,
      advice: 'Rien ne peut partir. En attendant, vous pouvez déposer vous-même sur le portail.',
      action: 'Faire le raccordement',
      href,
    }
  if (goesByItself && access === 'locked')
    return {
      title: `${whose}Les accès à Chorus Pro attendent votre phrase de passe.`,
      advice: 'Rien ne part avant.',
      action: 'Ouvrir les accès',
      href,
    }
  if (!expiry) return undefined
  const verb = expiry.daysLeft < 0 ? 'a expiré' : 'expire'
  return {
    title: `${whose}Le mot de passe technique ${verb} le ${dayOf(expiry.on)}.`,
    advice: 'Renouvelez-le sur Chorus Pro, puis saisissez le nouveau ici.',
    action: 'Voir les accès',
    href,
  }
}
