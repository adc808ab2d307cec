import { dayOf } from '../../shared/domain/dates.ts'
import type { Fields } from '../../shared/domain/fields.ts'
import { needsValideur } from '../../shared/domain/rules/cadre.ts'
import { isSiret } from '../../shared/domain/siret.ts'
import limits from '../../shared/tables/limits.json' with { type: 'json' }
import { NotSent, Refused, type Remote } from './remote/remote.ts'
import type { Store } from './store/database.ts'

export type Inquiries = ReturnType<typeof createInquiries>
/** Under which names answers of yes or no are kept. */
export const valideurQuestion = (siret: string): string => `valideur ${siret}`
export const orderQuestion = (engagement: string): string => `engagement ${engagement}`

type Parts = Pick<Store, 'directory'> & {
  remote: Remote
  now: () => number
  changed: () => void
  report: (error: unknown) => void
}
/** One thing that can be asked: when it was last answered (epoch ms), and how to ask it and keep the answer. */
type Question = { name: string; askedAt: number | undefined; ask: () => Promise<void> }

/** What Chorus Pro said is asked again after a day (chorus-pro-api.md §10.1). Milliseconds. */
const FRESH = 24 * 3_600_000

/** What an invoice must know of Chorus Pro: remembered for when the line is down, asked again before it counts. */
export function createInquiries({ directory, remote, now, changed, report }: Parts) {
  const underWay = new Map<string, Promise<void>>()

  const about = (siret: string): Question => ({
    name: siret,
    askedAt: directory.recipient(siret)?.askedAt,
    ask: async () => directory.keepRecipient(siret, await remote.recipient(siret, dayOf(now())), now()),
  })
  const exemptions = (): Question => ({
    name: 'exemptions',
    askedAt: directory.exemptions()?.askedAt,
    ask: async () => directory.keepExemptions(await remote.exemptions(), now()),
  })
  const pieceTypes = (): Question => ({
    name: 'pieceTypes',
    askedAt: directory.pieceTypes()?.askedAt,
    ask: async () => directory.keepPieceTypes(await remote.attachmentTypes(), now()),
  })

  const yesOrNo = (name: string, ask: () => Promise<boolean | undefined>): Question => ({
    name,
    askedAt: directory.answer(name)?.askedAt,
    ask: async () => {
      const isYes = await ask()
      if (isYes !== undefined) directory.keepAnswer(name, isYes, now())
    },
  })
  /** Only whether it is there: it is the portal's users who know its services. */
  const aboutValideur = (siret: string) => yesOrNo(valideurQuestion(siret), () => remote.hasStructure(siret))
  /** The State looks for the order (chorus-pro-api.md §8.2); not every account may ask (§6.2). */
  const aboutOrder = ({ supplierSiret, engagementNumber }: Fields) =>
    yesOrNo(orderQuestion(engagementNumber), () =>
      remote.hasOrder(supplierSiret, engagementNumber).catch((error: unknown) => {
        if (error instanceof Refused || (error instanceof NotSent && error.hindrance === 'forbidden')) return undefined
        throw error
      }),
    )

  const isFresh = ({ askedAt }: Question) => askedAt !== undefined && now() - askedAt < FRESH
  function put({ name, ask }: Question) {
    const asking =
      underWay.get(name) ??
      ask()
        .then(changed)
        .finally(() => underWay.delete(name))
    underWay.set(name, asking)
    return asking
  }
  const putIfStale = (question: Question) => {
    if (isFresh(question)) return
    put(question).catch((error: unknown) => {
      if (!(error instanceof NotSent)) report(error)
    })
  }
  return {
    /** Asks in the background what is worth asking for this invoice; what cannot be had now is not missed. */
    want: (fields: Fields) => {
      const { buyerSiret, valideurSiret, cadre, vatScheme } = fields
      if (isSiret(buyerSiret)) putIfStale(about(buyerSiret))
      if (needsValideur(cadre) && isSiret(valideurSiret)) putIfStale(aboutValideur(valideurSiret))
      if (
        buyerSiret === limits.stateSiret.value &&
        isSiret(fields.supplierSiret) &&
        fields.engagementNumber.length >= 4
      )
        putIfStale(aboutOrder(fields))
      if (vatScheme === 'EXONERATION') putIfStale(exemptions())
    },
    /** Asks in the background what files may be called. */
    wantPieceTypes: () => {
      putIfStale(pieceTypes())
    },
    /** Makes sure that what is known of a buyer, and of a valideur, is not older than a day. Throws `NotSent` when nobody can be asked. */
    fresh: async ({ buyerSiret, valideurSiret, cadre }: Pick<Fields, 'buyerSiret' | 'valideurSiret' | 'cadre'>) => {
      const questions = [about(buyerSiret), ...(needsValideur(cadre) ? [aboutValideur(valideurSiret)] : [])]
      for (const question of questions) {
        if (isFresh(question)) continue
        await put(question).catch((error: unknown) => {
          // A refusal to answer is not a reason to keep an invoice back: what was known still counts.
          if (!(error instanceof Refused)) throw error
        })
      }
    },
    /** Resolves when every question under way has been answered or given up. */
    settled: async () => {
      await Promise.allSettled(underWay.values())
    },
  }
}
