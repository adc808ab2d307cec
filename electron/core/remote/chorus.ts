import { createClient, type Fetch } from './client.ts'
import { createDeposits } from './deposits.ts'
import { createNews } from './news.ts'
import type { Remote } from './remote.ts'
import { createSignIn, type Credentials } from './sign-in.ts'
import { createStructures } from './structures.ts'
import { Exemptions } from './wire.ts'

type Parts = { fetch: Fetch; credentials: Credentials; now: () => number }

/** Chorus Pro behind the port. The demonstration and the tests bring their own `fetch`. */
export function createChorus({ fetch, credentials, now }: Parts): Remote {
  const signIn = createSignIn({ fetch, credentials, now })
  const { ask } = createClient({ fetch, apiUrl: credentials.apiUrl, signIn })
  const structures = createStructures({ ask })
  return {
    ...createDeposits({ ask, structures, now }),
    ...createNews({ ask }),
    recipient: structures.recipient,
    exemptions: async () => {
      const answer = await ask('/cpro/transverses/v1/recuperer/motifs/exonerationtva', { codeLangue: 'fr' })
      return Exemptions.parse(answer).listeMotifsExonerationTva.map((reason) => ({
        code: reason.codeMotifExonerationTva,
        label: reason.libelleMotifExonerationTva ?? reason.codeMotifExonerationTva,
      }))
    },
  }
}
