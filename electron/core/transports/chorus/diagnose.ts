import type { Check } from '../../../../shared/contract/connection.ts'
import type { PlatformResponse } from '../../../../shared/domain/platform/messages.ts'
import { dayOf, daysBetween } from '../../../../shared/base/dates.ts'
import { french } from '../../../../shared/base/french.ts'
import table from '../../../../shared/tables/connection-checks.json' with { type: 'json' }
import environments from '../../../../shared/tables/environments.json' with { type: 'json' }
import type { Account } from '../port.ts'
import type { Calls } from './calls.ts'
import type { Client } from './client.ts'
import { operations, type Operation } from './operations.ts'
import { NotSent, Refused } from '../errors.ts'
import type { SignIn } from './sign-in.ts'
import type { Structures } from './structures.ts'

type Deps = { calls: Calls; signIn: SignIn; structures: Structures; now: () => number } & Pick<Client, 'ask'>
type Words = { severity?: string; message: string; advice?: string }
type Entry = { name: string; label: string } & Record<string, Words | string>
type Values = Record<string, string | number>

const entries = table.checks as unknown as Entry[]
const { skipped, other }: Record<'skipped' | 'other', Words> = table
/** The API each question belongs to: one may be open and another not. */
const apis = ['transverses', 'structures', 'factures', 'utilisateurs'] as const
const oneLine = { nbResultatsParPage: 1, pageResultatDemandee: 1 }

/** Diagnosis: tests each piece of a connection in its order, and says plainly what is the matter (chorus-pro-api.md §1.4, §1.6, §9.3). */
export function createDiagnosis({ calls, signIn, ask, structures, now }: Deps): Account['diagnose'] {
  return async ({ siret, environment }) => {
    const told = new Map<string, Check>()
    const say = (name: string, outcome: string, values: Values = {}, answer?: PlatformResponse) =>
      void told.set(name, wordsOf(name, outcome, { environment, siret, ...values }, answer))

    if (await canSignIn()) await askEach()
    return entries.map(({ name }) => told.get(name) ?? wordsOf(name, 'skipped', {}))

    async function canSignIn(): Promise<boolean> {
      signIn.forget()
      try {
        await signIn.identity()
        say('line', 'ok')
        say('token', 'ok')
        return true
      } catch (error) {
        if (!(error instanceof NotSent)) throw error
        const { hindrance, answer } = error
        const isToken = hindrance === 'tokenRefused' || hindrance === 'overloaded'
        if (isToken) say('line', 'ok')
        say(isToken ? 'token' : 'line', hindrance === 'unconnected' ? 'missing' : hindrance, {}, answer)
        return false
      } finally {
        sayClock()
      }
    }
    function sayClock() {
      const skew = calls.skewMs()
      if (skew === undefined) return
      const minutes = Math.round(Math.abs(skew) / 60_000)
      say('clock', minutes > environments.clockToleranceMinutes ? 'wrong' : 'ok', { minutes })
    }

    async function askEach() {
      const questions: Record<(typeof apis)[number], [Operation, object]> = {
        transverses: [operations.vatRates, {}],
        structures: [operations.structures, { structure: { identifiantStructure: siret }, parametres: oneLine }],
        factures: [operations.search, { rechercheFactureParFournisseur: oneLine }],
        utilisateurs: [operations.attachedStructures, {}],
      }
      for (const api of apis) {
        const failure = await failureOf(ask(...questions[api]))
        if (failure?.hindrance === 'unauthorized') {
          say('account', 'unauthorized', {}, failure.answer)
          return
        }
        if (!failure) say('account', 'ok')
        say(api, failure?.hindrance ?? 'ok', {}, failure?.answer)
      }
      const failure = told.get('transverses')?.outcome === 'ok' ? await failureOf(askAboutFirm()) : undefined
      if (failure) say('company', failure.hindrance, {}, failure.answer)
    }

    async function askAboutFirm() {
      const own = (await ask(operations.ownStructures, {})).listeStructures.rows
      const nameOf = (it: (typeof own)[number]) =>
        it.designationStructure ?? it.identifiant ?? String(it.idStructureCPP)
      const mine = own.find(({ identifiant, identifiantStructure }) => (identifiant ?? identifiantStructure) === siret)
      if (!siret) say('company', 'noSiret')
      else if (!own.length) say('company', 'none')
      else if (!mine) say('company', 'other', { others: own.slice(0, 3).map(nameOf).join(', ') })
      if (!mine) return
      say('company', 'ok', { company: nameOf(mine) })
      const bank = await ask(operations.bankAccounts, { idStructure: mine.idStructureCPP })
      const count = bank.listeCoordonneeBancaire.length
      say('bank', count ? 'ok' : 'none', { count })
      const expires = await structures.passwordExpiry(mine.idStructureCPP)
      sayExpiry(expires)
    }
    function sayExpiry(on: string | undefined) {
      if (!on) {
        say('expiry', 'unknown')
        return
      }
      const days = daysBetween(dayOf(now()), on)
      const [first = 0] = environments.passwordWarningDays
      say('expiry', days < 0 ? 'over' : days <= first ? 'soon' : 'ok', { day: frenchDay(on), days })
    }
  }
}

/** Why a question could not be asked; a « no » of Chorus Pro is an answer, and proves the way there. */
async function failureOf(question: Promise<unknown>): Promise<NotSent | undefined> {
  try {
    await question
    return undefined
  } catch (error) {
    if (error instanceof NotSent) return error
    if (error instanceof Refused) return undefined
    throw error
  }
}

function wordsOf(name: string, outcome: string, values: Values, answer?: PlatformResponse): Check {
  const entry = entries.find((each) => each.name === name)!
  const own = entry[outcome] as Words | undefined
  const { severity = 'fail', message, advice } = own ?? (outcome === 'skipped' ? skipped : other)
  return {
    name,
    label: entry.label,
    outcome: outcome === 'ok' || outcome === 'skipped' ? outcome : (severity as Check['outcome']),
    message: french(filled(message, values)),
    ...(advice && { advice: french(filled(advice, values)) }),
    ...(answer && Object.keys(answer).length && { answer }),
  }
}
const filled = (text: string, values: Values) =>
  text.replace(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? ''))
const frenchDay = (day: string) =>
  new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
