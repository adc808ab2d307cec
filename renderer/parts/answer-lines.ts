import type { PlatformResponse } from '../../shared/domain/platform/messages.ts'

const names: Record<keyof PlatformResponse, string> = {
  route: 'Adresse',
  status: 'HTTP',
  codeRetour: 'codeRetour',
  libelle: 'libelle',
  state: 'État du flux',
  message: 'Message',
  body: 'Reçu',
}

/** An answer of Chorus Pro as one would copy it to the assistance: one line for each thing it said. */
export function linesOf(answer: PlatformResponse): string[] {
  const said = Object.entries(names).flatMap(([key, name]) => {
    const value = answer[key as keyof PlatformResponse]
    return value === undefined ? [] : `${name}\u00a0: ${value}`
  })
  const isMute = Object.keys(answer).every((key) => key === 'route' || key === 'status')
  return isMute && answer.status ? [...said, 'Reçu\u00a0: rien de plus'] : said
}
