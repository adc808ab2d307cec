import { dayOf } from '../../../shared/base/dates.ts'
import type { Fields } from '../../../shared/domain/fields/fields.ts'
import { needsValideur } from '../../../shared/domain/rules/cadre.ts'
import { isSiret } from '../../../shared/base/siret.ts'
import limits from '../../../shared/tables/limits.json' with { type: 'json' }
import type { Connections } from '../connections/registry.ts'
import { NotSent, Refused } from '../transports/errors.ts'
import type { Store } from '../store/database.ts'

export type Inquiries = ReturnType<typeof createInquiries>
/** Under which names answers of yes or no are kept. */
export const valideurQuestion = (siret: string): string => `valideur ${siret}`
export const orderQuestion = (engagement: string): string => `engagement ${engagement}`

type Deps = Pick<Store, 'directory'> & {
  connections: Pick<Connections, 'over' | 'any' | 'ofFirm'>
  now: () => number
  changed: () => void
  report: (error: unknown) => void
  /** Chorus Pro has told about this buyer. */
  heard: (siret: string) => void
}
/** One thing that can be asked: over which connection, when it was last answered (epoch ms), how to ask it and keep the answer. */
type Question = { name: string; via: string; askedAt: number | undefined; ask: () => Promise<void> }

/** What Chorus Pro said is asked again after a day (chorus-pro-api.md §10.1). Milliseconds. */
const FRESH = 24 * 3_600_000
/** The public directory is renewed once a week (domaine.md §4.1). Milliseconds. */
const WEEK = 7 * FRESH
/** Back-off: a question that could not be put is not put again by itself for so long. Milliseconds. */
const QUIET = 10 * 60_000
/** Buyers asked about in one go, so that sending does not wait for long. */
const AT_ONCE = 20

/**
 * What an invoice must know of Chorus Pro: remembered for when the line is down, asked again before it counts. What is asked in
 * the background is asked once, whatever the answer: a « no » is an answer, and stands as long.
 */
export function createInquiries({ directory, connections, now, changed, report, heard }: Deps) {
  const underWay = new Map<string, Promise<void>>()
  /** Until when (epoch ms) nobody asks by themselves. */
  const quiet = new Map<string, number>()

  /** Of what any connection can tell. */
  const directoryOver = (via: string) => connections.over(via).directory

  const about = (siret: string, service = '', via = connections.any()): Question => {
    const known = directory.recipient(siret)
    const isUnasked = known?.recipient?.services.some(({ code, isUnasked }) => code === service && isUnasked)
    return {
      name: `${siret} ${service}`,
      via,
      askedAt: isUnasked ? undefined : known?.askedAt,
      ask: async () => {
        directory.keepRecipient(siret, await directoryOver(via).recipient(siret, dayOf(now()), service), now())
        heard(siret)
      },
    }
  }
  const exemptions = (via: string): Question => ({
    name: 'exemptions',
    via,
    askedAt: directory.exemptions()?.askedAt,
    ask: async () => directory.keepExemptions(await directoryOver(via).exemptions(), now()),
  })
  const pieceTypes = (via: string): Question => ({
    name: 'pieceTypes',
    via,
    askedAt: directory.pieceTypes()?.askedAt,
    ask: async () => directory.keepPieceTypes(await directoryOver(via).attachmentTypes(), now()),
  })

  const yesOrNo = (name: string, via: string, ask: () => Promise<boolean | undefined>): Question => ({
    name,
    via,
    askedAt: directory.answer(name)?.askedAt,
    ask: async () => {
      directory.keepAnswer(name, await ask(), now())
    },
  })
  /** Only whether it is there: it is the portal's users who know its services. */
  const aboutValideur = (siret: string, via: string) =>
    yesOrNo(valideurQuestion(siret), via, () => directoryOver(via).hasStructure(siret))
  /** The State looks for the order (chorus-pro-api.md §8.2); not every account may ask (§6.2). */
  const aboutOrder = ({ supplierSiret, engagementNumber }: Fields, via: string) =>
    yesOrNo(orderQuestion(engagementNumber), via, () =>
      directoryOver(via)
        .hasOrder(supplierSiret, engagementNumber)
        .catch((error: unknown) => {
          if (error instanceof Refused || (error instanceof NotSent && error.hindrance === 'forbidden'))
            return undefined
          throw error
        }),
    )

  const aboutOwn = (siret: string, via = connections.ofFirm(siret)): Question => ({
    name: `own ${siret}`,
    via,
    askedAt: directory.own(siret)?.askedAt,
    ask: async () => directory.keepOwn(siret, await connections.over(via).account.ownOf(siret), now()),
  })
  /** What was asked by a clock that was ahead is asked again. */
  const isFresh = ({ askedAt }: Question) => askedAt !== undefined && askedAt <= now() && now() - askedAt < FRESH
  /** What is asked over one connection never waits for another. */
  const keyOf = ({ name, via }: Question) => `${via} ${name}`
  function put(question: Question) {
    const key = keyOf(question)
    const asking =
      underWay.get(key) ??
      question
        .ask()
        .then(
          () => {
            quiet.set(key, now() + FRESH)
            changed()
          },
          (error: unknown) => {
            quiet.set(key, now() + (error instanceof NotSent ? QUIET : FRESH))
            throw error
          },
        )
        .finally(() => underWay.delete(key))
    underWay.set(key, asking)
    return asking
  }
  const putIfStale = (question: Question) => {
    if (isFresh(question) || now() < (quiet.get(keyOf(question)) ?? 0)) return
    put(question).catch((error: unknown) => {
      if (!(error instanceof NotSent)) report(error)
    })
  }
  return {
    /** Asks in the background what is worth asking for this invoice; what cannot be had now is not missed. */
    want: (fields: Fields) => {
      const { buyerSiret, valideurSiret, cadre, vatScheme } = fields
      const via = connections.ofFirm(fields.supplierSiret)
      if (isSiret(buyerSiret)) putIfStale(about(buyerSiret, fields.serviceCode, via))
      if (needsValideur(cadre) && isSiret(valideurSiret)) putIfStale(aboutValideur(valideurSiret, via))
      if (
        buyerSiret === limits.stateSiret.value &&
        isSiret(fields.supplierSiret) &&
        fields.engagementNumber.length >= 4
      )
        putIfStale(aboutOrder(fields, via))
      if (vatScheme === 'EXONERATION') putIfStale(exemptions(via))
    },
    /** Asks in the background what files may be called. */
    wantPieceTypes: () => {
      putIfStale(pieceTypes(connections.any()))
    },
    /** Asks in the background what the account may choose among the firm's own. */
    wantOwn: (siret: string) => {
      if (isSiret(siret)) putIfStale(aboutOwn(siret))
    },
    /** The line is back, or other accesses count: what could not be asked may be. */
    speakAgain: () => quiet.clear(),
    /** Makes sure that what is known of a buyer, and of a valideur, is not older than a day, asking over one connection. Throws `NotSent` when nobody can be asked. */
    fresh: async ({ buyerSiret, serviceCode, valideurSiret, cadre }: Fields, via = connections.any()) => {
      const questions = [
        about(buyerSiret, serviceCode, via),
        ...(needsValideur(cadre) ? [aboutValideur(valideurSiret, via)] : []),
      ]
      for (const question of questions) {
        if (isFresh(question)) continue
        await put(question).catch((error: unknown) => {
          // A refusal to answer is not a reason to keep an invoice back: what was known still counts.
          if (!(error instanceof Refused)) throw error
        })
      }
    },
    /** Asks about a buyer now, however fresh what is known. Throws `NotSent` or `Refused`. */
    again: (siret: string) => put(about(siret)),
    /** Asks about those that were last asked about a week ago, a few at a time; stops at once when nobody can be asked. */
    refresh: async (sirets: string[]) => {
      const old = sirets
        .map((siret) => about(siret))
        .filter(({ askedAt = 0 }) => now() - askedAt > WEEK)
        .sort((a, b) => (a.askedAt ?? 0) - (b.askedAt ?? 0))
      try {
        for (const question of old.slice(0, AT_ONCE)) await put(question)
      } catch (error) {
        if (!(error instanceof NotSent)) report(error)
      }
    },
    /** Resolves when every question under way has been answered or given up. */
    settled: async () => {
      await Promise.allSettled(underWay.values())
    },
  }
}
