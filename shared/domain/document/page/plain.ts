/**
 * Text made easy to compare: lower case, no accents, plain spaces, quotes and dashes. One character for one character, so that
 * a place found in the plain text is the same place in the printed one.
 */
export function plain(text: string): string {
  let result = ''
  for (let index = 0; index < text.length; index++) result += plainCharacter(text.charAt(index))
  return result
}

const known = new Map<string, string>()

function plainCharacter(character: string) {
  if (character >= 'a' && character <= 'z') return character
  const remembered = known.get(character)
  if (remembered !== undefined) return remembered
  const answer = workOut(character)
  known.set(character, answer)
  return answer
}

const ALIKE: [RegExp, string][] = [
  [/[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]/, ' '],
  [/[\u2018\u2019\u201b\u02bc\u00b4`]/, "'"],
  [/[\u2010-\u2015\u2212\u00ad]/, '-'],
  [/[\u00ba\u02da]/, '°'],
  [/\u2116/, '#'],
]

function workOut(character: string) {
  const alike = ALIKE.find(([pattern]) => pattern.test(character))?.[1]
  if (alike) return alike
  const bare = character.normalize('NFD').charAt(0).toLowerCase()
  return bare.length === 1 ? bare : character
}
