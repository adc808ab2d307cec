import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { DATABASE, openStore } from '../../../electron/core/store/database.ts'
import { sequence } from '../../support/dice.ts'

/** `gaps` and `doubles` name numbers; `unfinished` were taken and are no invoice. */
export type Tally = {
  kills: number
  issued: number
  gaps: string[]
  doubles: string[]
  unfinished: string[]
  faults: string[]
}
type Word = { is: 'ready' | 'issued' } | { is: 'fault'; why: string }

/** Max issues a life sees, and how long it lasts after the last of them, in milliseconds: an issue takes a fifth of a second. */
const MOST_ISSUES = 3
const LAST = 250

/**
 * The application, killed so many times (SIGKILL) while two windows issue invoices, then left alone: which numbers were left out, or
 * taken twice. The moments are the seed's.
 */
export async function numberKills(many: number, seed: number): Promise<Tally> {
  const dice = sequence(seed)
  const home = mkdtempSync(join(tmpdir(), 'choriste-numbers-'))
  const faults: string[] = []
  async function life(how: 'lives' | 'ends') {
    const child = fork(join(import.meta.dirname, 'issuer.ts'), [home, how], { execArgv: [] })
    const ended = once(child, 'exit').then(() => 'ended')
    let left = how === 'lives' ? dice.between(0, MOST_ISSUES) : 0
    const seen = Promise.withResolvers<'seen'>()
    child.on('message', (word: Word) => {
      if (word.is === 'fault') faults.push(word.why)
      else if (left-- === 0) seen.resolve('seen')
    })
    if ((await Promise.race([seen.promise, ended])) === 'ended') faults.push('it ended by itself')
    if (how === 'lives') {
      await wait(dice.between(0, LAST))
      child.kill('SIGKILL')
    }
    await ended
  }
  try {
    for (let kill = 0; kill < many; kill++) await life('lives')
    await life('ends')
    return { kills: many, ...check(home), faults }
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** What counts is what is written down at the end. */
function check(home: string) {
  const store = openStore(join(home, DATABASE))
  const issued = store.authored.latest(1_000_000)
  const numbers = issued.map(({ invoice }) => invoice.number).sort()
  const expected = numbers.map((_, index) => `2026-${String(index + 1).padStart(4, '0')}`)
  const files = [...store.invoices.each()].map(({ file }) => file.name)
  const times = (number: string) => files.filter((name) => name === `Facture ${number}.pdf`).length
  store.close()
  return {
    issued: issued.length,
    gaps: expected.filter((number) => !numbers.includes(number)),
    doubles: numbers.filter((number, index) => numbers.indexOf(number) !== index || times(number) > 1),
    unfinished: numbers.filter((number) => times(number) === 0),
  }
}
