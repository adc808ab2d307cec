/** Which page: what stands after the « # » of the address, so that going back works and main can open a page. */
const pages = [
  'accueil',
  'a-deposer',
  'suivi',
  'paiements',
  'reglages',
  'facture',
  'nouvelle',
  'refaire',
  'mes-factures',
  'portail',
  'raccordement',
  'destinataires',
  'lots',
  'aide',
  'importer',
] as const
/** `id` is an invoice or a buyer’s SIRET, or which page of Lots with `step` its lot or archive; `step` a page of its guide or a station on the portal; « suivi/chercher » puts the cursor in the search, with `step` in it. */
export type Route = { page: (typeof pages)[number]; id: string; step: string }

export function parseRoute(hash: string): Route {
  const [, page = '', id = '', step = ''] = hash.replace(/^#/, '').split('/')
  const known = pages.find((name) => name === page)
  const needsId = known === 'facture' || known === 'refaire'
  return known && (!needsId || id) ? { page: known, id, step } : { page: 'accueil', id: '', step: '' }
}

let hash = $state(location.hash)
addEventListener('hashchange', () => (hash = location.hash))
const current = $derived(parseRoute(hash))

export const route = {
  get now() {
    return current
  },
}
export const go = (to: string) => void (location.hash = to)
