import type { AccessInput, AccessView } from '../../../shared/contract/connection.ts'
import { isSecureAddress } from '../../../shared/contract/connection.ts'

const empty: AccessInput = {
  clientId: '',
  clientSecret: '',
  login: '',
  password: '',
  tokenUrl: '',
  apiUrl: '',
  passphrase: '',
}

/** What is being typed on « Raccordement »; secrets that are kept are never shown again. */
export function createAccessForm(view: () => AccessView) {
  const { clientId, login, tokenUrl, apiUrl } = view()
  const typed = $state<AccessInput>({ ...empty, clientId, login, tokenUrl, apiUrl })
  return {
    typed,
    /** What has been kept is not shown any longer. */
    hide: () => void Object.assign(typed, { clientSecret: '', password: '', passphrase: '' }),
    clear: () => void Object.assign(typed, empty),
    /** What stands in the way of keeping it, in words; empty when nothing does. */
    get problem(): string {
      const { tokenUrl, apiUrl, passphrase, clientId, login, clientSecret, password } = typed
      if (!clientId || !login || (!view().hasSecrets && !(clientSecret && password)))
        return 'Il manque un identifiant ou un mot de passe.'
      if ([tokenUrl, apiUrl].some((address) => address.trim() && !isSecureAddress(address.trim())))
        return 'Une adresse commence par https://.'
      if (view().keptBy === 'passphrase' && !view().hasSecrets && passphrase.length < 8)
        return 'La phrase de passe a au moins huit caractères.'
      return ''
    },
  }
}
