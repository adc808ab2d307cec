import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { complete } from '../../support/complete.ts'
import { sequence } from '../../support/dice.ts'
import { ciiXml, invoicePdf } from '../../support/invoice-pdf.ts'
import type { FromChorus, FromComputer, Held, Start, ToChorus, ToComputer } from './words.ts'

/** `doubles` and `lost` name the invoices; `faults` is what the application reported, or died of by itself. */
export type Tally = {
  kills: number
  /** Kills while a deposit was on its way, there or back. */
  midway: number
  invoices: number
  calls: number
  settled: number
  /** Looked for, not found and sent again by itself. */
  resent: number
  /** Neither there nor lost: a person is asked. */
  asked: number
  doubles: string[]
  lost: string[]
  faults: string[]
}

/** While it lives, the computer sleeps for so long each time, so often. Milliseconds. */
const SLEEP = 30 * 60_000
const EVERY = 120
/** A moment that does not come is not waited for any longer. Milliseconds. */
const LONGEST_LIFE = 3000
/** At the end so many more sleeps: four days. */
const SLEEPS_LEFT = 192
const DELIVERIES = /\/(soumettre|deposer\/flux)$/

const supplier = { name: complete.supplierName, address: ['14, rue des Tanneurs'], siret: complete.supplierSiret }
const buyer = { name: complete.buyerName, address: ['1, place du Village'], siret: complete.buyerSiret }
const lines = [{ label: 'Réparation de menuiseries', quantity: 1, price: 100_000, rate: 2000 }]

/**
 * One computer, killed so many times (SIGKILL) while it deposits on a platform that lives on, then left alone until all is
 * settled. With `lot`, so many structured files at a time, which leave as lots. The moments are the seed's; what the processes are doing just then is theirs.
 */
export async function kills(many: number, seed: number, { lot = 0 } = {}): Promise<Tally> {
  const dice = sequence(seed)
  const home = mkdtempSync(join(tmpdir(), 'choriste-kills-'))
  const tally: Tally = {
    ...{ kills: 0, midway: 0, invoices: 0, calls: 0, settled: 0, resent: 0, asked: 0 },
    ...{ doubles: [], lost: [], faults: [] },
  }
  const chorus = run<{ hears: ToChorus; says: FromChorus }>('chorus.ts')
  const { url } = await chorus.hear('ready')
  let ahead = 0
  /** A delivery has been called for and not answered yet. */
  let isMidway = false
  let lastCallAt = 0
  let heard: (path: string) => void = () => undefined
  chorus.listen((word) => {
    if (word.is !== 'called' && word.is !== 'answered') return
    lastCallAt = Date.now()
    if (DELIVERIES.test(word.path)) isMidway = word.is === 'called'
    if (word.is === 'answered') return
    tally.calls++
    heard(word.path)
  })
  const files: string[] = []
  const taken = new Set<string>()

  async function bring() {
    const number = tally.invoices++
    const fields = { ...complete, number: `K${seed}-${number}` }
    const isPdf = !lot && number % 2 === 0
    const path = join(home, `${fields.number}.${isPdf ? 'pdf' : 'xml'}`)
    const invoice = { fields, supplier, buyer, lines }
    writeFileSync(path, isPdf ? await invoicePdf({ ...invoice, layout: 'labelsLeft' }) : ciiXml(invoice))
    files.push(path)
  }
  /** The application starts; it has been given what it had not taken in yet. */
  function begin() {
    const start: Start = { userData: join(home, 'donnees'), url, ahead, lot }
    const computer = run<{ hears: ToComputer; says: FromComputer }>('computer.ts', JSON.stringify(start))
    computer.listen((word) => {
      if (word.is === 'taken') taken.add(word.path)
      if (word.is === 'fault') tally.faults.push(word.why)
    })
    return computer
  }
  type Computer = ReturnType<typeof begin>
  async function setToWork(computer: Computer) {
    await computer.hear('ready')
    for (const path of files) if (!taken.has(path)) computer.say({ is: 'take', path })
  }
  function sleep(computer: Computer) {
    ahead += SLEEP
    // What happens over there has happened before anybody asks.
    chorus.say({ is: 'passed', ms: SLEEP })
    computer.say({ is: 'passed', ms: SLEEP })
  }

  /** The moment to die: while it starts, after so long, or when the platform hears it for the nth time. */
  async function moment(computer: Computer) {
    const how = dice.pick(['starting', 'time', 'call', 'delivery', 'delivery', 'delivery'] as const)
    const [ms, nth, late] = [dice.between(0, 1200), dice.between(1, how === 'call' ? 12 : 2), dice.between(0, 14)]
    if (how === 'starting') {
      await wait(ms / 2)
      return
    }
    await Promise.race([setToWork(computer), computer.ended])
    const sleeps = setInterval(() => sleep(computer), EVERY)
    try {
      if (how === 'time') {
        await wait(ms)
        return
      }
      let toGo: number = nth
      const called = new Promise<void>((resolve) => {
        heard = (path) => {
          if ((how === 'call' || DELIVERIES.test(path)) && --toGo === 0) resolve()
        }
      })
      await Promise.race([called.then(() => wait(late)), wait(LONGEST_LIFE)])
    } finally {
      clearInterval(sleeps)
    }
  }
  async function life() {
    for (let n = 0; n < (lot || 2); n++) await bring()
    const computer = begin()
    await moment(computer)
    heard = () => undefined
    tally.kills++
    if (isMidway) tally.midway++
    isMidway = false
    if (!(await computer.kill())) tally.faults.push(`ended by itself: ${computer.said()}`)
  }
  /** Nobody kills it any more. */
  async function lastLife(): Promise<Held[]> {
    const computer = begin()
    await setToWork(computer)
    for (let sleeps = 0; ; sleeps++) {
      computer.say({ is: 'how' })
      const { invoices } = await computer.hear('held')
      // What is there has been looked for at least once.
      const isOver =
        sleeps > 1 && taken.size === files.length && invoices.every((held) => held.isFinal || isAsked(held))
      if (isOver || sleeps === SLEEPS_LEFT) {
        await computer.kill()
        return invoices
      }
      sleep(computer)
      // What is due is done before it sleeps again.
      do await wait(EVERY)
      while (Date.now() - lastCallAt < EVERY)
    }
  }
  /** What counts is what the platform has, whatever was believed here. */
  function check(held: Held[], { invoices, flows }: FromChorus & { is: 'there' }) {
    for (const path of files) {
      const file = basename(path)
      const number = file.replace(/\..*/, '')
      const there = invoices.filter((invoice) => invoice.number === number)
      const here = held.filter((each) => each.file === file)
      if (Math.max(there.length, flows.filter((name) => name === file).length) > 1) tally.doubles.push(number)
      const [one] = here
      const isKept = here.length === 1 && one && (there[0] ? one.remoteKey === String(there[0].id) : isAsked(one))
      if (!isKept) tally.lost.push(`${number}: ${there.length} there, here ${JSON.stringify(here)}`)
    }
    tally.settled = held.filter(({ isFinal }) => isFinal).length
    tally.asked = held.filter(isAsked).length
    tally.resent = held.filter(({ resends }) => resends > 0).length
  }

  try {
    for (let kill = 0; kill < many; kill++) await life()
    const held = await lastLife()
    chorus.say({ is: 'what' })
    check(held, await chorus.hear('there'))
    return tally
  } finally {
    await chorus.kill()
    rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** A draft that was turned away, or what was sent again by itself and not found either: Accueil asks. */
const isAsked = ({ stage, resends }: Held) => stage === 'draft' || (stage === 'uncertain' && resends > 0)

type Wordy = { hears: object; says: { is: string } }
/** A file of this folder as a process of its own, and what is said between us. */
function run<Words extends Wordy>(file: string, ...args: string[]) {
  const child = fork(join(import.meta.dirname, file), args, {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let said = ''
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = once(child, 'exit')
  const dead = ended.then(() => Promise.reject(new Error(`${file} ended: ${said}`)))
  dead.catch(() => undefined)
  return {
    say: (word: Words['hears']) => {
      if (child.connected) child.send(word, () => undefined)
    },
    listen: (hear: (word: Words['says']) => void) => {
      child.on('message', hear)
    },
    /** The next word of this kind. Throws when the process ends before. */
    hear: <Is extends Words['says']['is']>(is: Is) =>
      Promise.race([
        dead,
        new Promise<Words['says'] & { is: Is }>((resolve) => {
          const listener = (word: Words['says']) => {
            if (word.is !== is) return
            child.off('message', listener)
            resolve(word as Words['says'] & { is: Is })
          }
          child.on('message', listener)
        }),
      ]),
    ended,
    said: () => said,
    /** SIGKILL, and the end of the process. False when it had ended by itself. */
    kill: async () => {
      const isAlive = child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')
      await ended
      return isAlive
    },
  }
}
