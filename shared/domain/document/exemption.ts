import { plain } from './page/plain.ts'
import type { Exemption } from '../platform/exemption-reason.ts'

/** Why no VAT is counted: how a page says it, and how a list of reasons may (domaine.md §7; articles of the CGI). */
const KINDS: [page: RegExp, label: RegExp][] = [
  [/293[\s-]?b|franchise/, /293[\s-]?b|franchise/],
  [
    /261[\s,.-]{0,3}4[\s,.-]{0,3}4|enseignement|formation professionnelle/,
    /261[\s,.-]{0,3}4[\s,.-]{0,3}4|enseign|formation/,
  ],
  [/261[\s,.-]{0,3}4[\s,.-]{0,3}1(?!\d)|soins|paramedica/, /261[\s,.-]{0,3}4[\s,.-]{0,3}1(?!\d)|soins|medica|sante/],
  [/261[\s,.-]{0,3}7|but lucratif/, /261[\s,.-]{0,3}7|but lucratif|associati/],
  [/262[\s,.-]{0,3}ter|intracommunautaire/, /262[\s,.-]{0,3}ter|intracom/],
  [/262[\s,.-]{0,3}i(?!i|\w)|exportation/, /262[\s,.-]{0,3}i(?!i|\w)|export/],
]

/** The reason of Chorus Pro’s list that the words of a page name; undefined when none does, or several. */
export function exemptionSaid(words: string, exemptions: Exemption[]): Exemption | undefined {
  const said = KINDS.filter(([page]) => page.test(plain(words)))
  const fitting = exemptions.filter(({ label }) => said.some(([, pattern]) => pattern.test(plain(label))))
  return fitting.length === 1 ? fitting[0] : undefined
}
