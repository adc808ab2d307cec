import { isSecureAddress, type AccessInput, type AccessView } from '../../../shared/contract/connection.ts'

const empty = {
  clientId: '',
  clientSecret: '',
  login: '',
  password: '',
  tokenUrl: '',
  apiUrl: '',
  passphrase: '',
  again: '',
}
export type AccessFieldName = keyof typeof empty
type Problems = Partial<Record<AccessFieldName, string>>

/** What a person must not have left empty, in the order of the page, with the word each goes by. */
const needed = {
  clientId: 'le Client ID',
  clientSecret: 'le Client Secret',
  login: 'le compte technique, de la forme TECH_1_…@cpro.fr',
  password: 'le mot de passe du compte technique',
} as const
const LEAST = 8

/** What is being typed on the page of the accesses; secrets that are kept are never shown again. */
export function createAccessForm(view: () => AccessView) {
  const { clientId, login, tokenUrl, apiUrl } = view()
  const typed = $state({ ...empty, clientId, login, tokenUrl, apiUrl })
  const isKept = (name: string) => (name === 'clientSecret' || name === 'password' ? view().kept[name] : false)
  const missing = $derived(
    (Object.keys(needed) as (keyof typeof needed)[]).filter((name) => !typed[name].trim() && !isKept(name)),
  )
  /** What is wrong, by the field it is about, in the order of the page. */
  const problems = $derived.by((): Problems => {
    const found: Problems = Object.fromEntries(missing.map((name) => [name, `Il manque ${needed[name]}.`]))
    if (view().keptBy === 'passphrase' && (!view().hasSecrets || typed.passphrase)) {
      if (typed.passphrase.length < LEAST) found.passphrase = `Il manque une phrase de ${LEAST} caractères au moins.`
      else if (typed.again !== typed.passphrase) found.again = 'Les deux phrases ne sont pas les mêmes.'
    }
    for (const name of ['tokenUrl', 'apiUrl'] as const)
      if (typed[name].trim() && !isSecureAddress(typed[name].trim())) found[name] = 'Une adresse commence par https://.'
    return found
  })
  return {
    typed,
    get problems() {
      return problems
    },
    /** In a word, what is still to be typed before anything can be tested; empty when nothing is. */
    get lack(): string {
      if (!missing.length) return ''
      if (missing.length === 1) return `Une seule chose manque : ${needed[missing[0]!].split(',')[0]!}.`
      return `Il manque ${missing
        .map((name) => needed[name].split(',')[0])
        .join(', ')
        .replace(/, ([^,]*)$/, ' et $1')}.`
    },
    /** What is to be kept. */
    get input(): AccessInput {
      const { again, ...input } = $state.snapshot(typed)
      return input
    },
    /** What has been kept is not shown any longer. */
    hide: () => void Object.assign(typed, { clientSecret: '', password: '', passphrase: '', again: '' }),
    clear: () => void Object.assign(typed, empty),
  }
}
