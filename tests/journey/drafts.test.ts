import { expect, it } from 'vitest'
import { createChorus } from '../../electron/core/transports/chorus/chorus.ts'
import { Refused, Unanswered } from '../../electron/core/transports/errors.ts'
import { createPlatform, credentials } from '../../electron/sim/platform.ts'
import { blocking, check } from '../../shared/domain/rules/check.ts'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { twinOf } from '../../shared/domain/lifecycle/duplicates.ts'
import type { RuleContext } from '../../shared/domain/rules/rule.ts'
import type { Problem } from '../../shared/domain/rules/problem.ts'
import limits from '../../shared/tables/limits.json' with { type: 'json' }
import { sequence } from '../support/dice.ts'
import { plainFacts } from '../support/facts.ts'
import { ciiXml } from '../support/invoice-xml.ts'
import { randomDraft, type RandomDraft } from '../support/random-drafts.ts'
import { complete } from '../support/complete.ts'
import { readingOf, START } from '../support/world.ts'

const DRAFTS = 1000
const SEED = Number(process.env['DRAFTS_SEED'] ?? 20261123)

/**
 * What the strict platform turns away although the reference lets the rulebook do no more than warn: the warning must have
 * been there. Anything else that passes the rulebook and is refused is a fault.
 */
const announced: Record<string, string> = {
  'somme des bases HT par taux': 'amounts.vatBases', // chorus-pro-api.md §8.6 [H]: a supposition
  'engagement .* est inconnu': 'engagement.unknown', // chorus-pro-api.md §6.2 [P]
}
/** What the rulebook stops although the platform has no means to see it, and why it is right. */
const ours: Record<string, string> = {
  'amounts.payable': 'domaine.md §16.4 : ce qui est déjà payé ou retenu ne se dit pas à Chorus Pro',
  'contractNumber.tooLong': 'domaine.md §2.5 ✔ [X1] : 50 caractères',
  'comment.tooLong': 'domaine.md §2.5 ✔ [X1] : 1 024 caractères',
}

it(`judges ${DRAFTS} drafts as the strict platform does (seed ${SEED})`, async () => {
  let time = START
  const now = () => time
  const platform = createPlatform({ now, isStrict: true })
  const { depositor, directory } = createChorus({
    fetch: platform.fetch,
    credentials: () => ({
      tokenUrl: 'https://sim.invalid/api/oauth/token',
      apiUrl: 'https://sim.invalid/',
      ...credentials,
    }),
    now,
    ticks: now,
    pause: (ms) => Promise.resolve(void (time += ms)),
  })
  const exemptions = await directory.exemptions()
  const known = new Map<string, RuleContext['recipient']>()
  const sent: InvoiceAt<'leaving'>[] = []
  const dice = sequence(SEED)
  const tally = { accepted: 0, stopped: 0, announced: 0 }
  const faults: string[] = []
  const earlier: Fields[] = []

  for (let index = 0; index < DRAFTS; index++) {
    const draft = randomDraft(dice, index, earlier)
    earlier.push(draft.fields)
    const invoice = leaving(draft, index)
    const problems = check(draft.fields, await factsOf(draft, invoice))
    const stops = blocking(problems)
    const refusals = await attempt(invoice)
    if (!refusals.length) sent.push(invoice)
    judge({ draft, stops, problems, refusals })
  }
  process.stdout.write(`${JSON.stringify(tally)}\n`)
  expect(faults).toEqual([])
  // The mix is worth something only if each outcome is met often.
  expect(tally.accepted).toBeGreaterThan(DRAFTS / 5)
  expect(tally.stopped).toBeGreaterThan(DRAFTS / 5)

  function judge({
    draft,
    stops,
    problems,
    refusals,
  }: {
    draft: RandomDraft
    stops: Problem[]
    problems: Problem[]
    refusals: string[]
  }) {
    const said = problems.map(({ severity, code }) => `${severity} ${code}`).join(', ')
    if (stops.length) {
      tally.stopped++
      if (!refusals.length && !stops.every(({ code }) => code in ours))
        faults.push(`arrêté à tort : ${said} · ${JSON.stringify(draft)}`)
      return
    }
    if (!refusals.length) {
      tally.accepted++
      return
    }
    const isSaid = (refusal: string) =>
      Object.entries(announced).some(
        ([words, code]) => new RegExp(words).test(refusal) && problems.some((each) => each.code === code),
      )
    if (refusals.every(isSaid)) tally.announced++
    else faults.push(`refusé sans avoir été dit : ${refusals.join(' | ')} · ${said} · ${JSON.stringify(draft)}`)
  }

  /** Sends it whatever the rulebook says. What was answered, word for word; nothing when it was taken in. */
  async function attempt(invoice: InvoiceAt<'leaving'>): Promise<string[]> {
    const { netTotal, taxTotal, grossTotal, payable } = invoice.fields
    // The form cannot be written without them (chorus-pro-api.md §3.3, « oui »).
    if ([netTotal, taxTotal, grossTotal, payable].includes(null)) return ['montants obligatoires']
    try {
      const event = await depositor.deposit(invoice, contentOf(invoice), {
        pieces: [],
        service: null,
        bankAccount: null,
      })
      if (event.type === 'registered') return []
      time += 300_000
      const { flow, depositedOn } = event
      const sent = { ...invoice, stage: 'sent', flow, depositedOn } as const
      const [told] = await depositor.outcomes({ number: flow, isLot: false }, [sent])
      return told?.event.type === 'refused' ? saidIn(told.event.problems) : []
    } catch (error) {
      if (error instanceof Refused) return saidIn(error.problems)
      if (error instanceof Unanswered) return [error.message]
      throw error
    }
  }

  async function factsOf(
    { fields, circuit }: RandomDraft,
    { document, origins }: InvoiceAt<'leaving'>,
  ): Promise<RuleContext> {
    const recipient = await recipientOf(fields.buyerSiret)
    const asksState = fields.buyerSiret === limits.stateSiret.value && fields.engagementNumber
    return {
      ...plainFacts,
      circuit,
      document,
      origins,
      recipient: recipient ?? null,
      isRecipientUnknown: recipient === null,
      isValideurUnknown: fields.valideurSiret !== '' && !(await directory.hasStructure(fields.valideurSiret)),
      isOrderUnknown: asksState
        ? (await directory.hasOrder(complete.supplierSiret, fields.engagementNumber)) === false
        : false,
      exemptions,
      twins: sent.flatMap((other) => twinOf(fields, other) ?? []),
    }
  }
  /** Null when Chorus Pro has none; undefined when there was nothing to ask. */
  async function recipientOf(siret: string) {
    if (!/^\d{14}$/.test(siret)) return undefined
    if (!known.has(siret)) known.set(siret, await directory.recipient(siret, plainFacts.today))
    return known.get(siret)
  }
}, 120_000)

const saidIn = (problems: Problem[]) => problems.map(({ answer, code }) => answer?.libelle ?? answer?.message ?? code)
const contentOf = ({ circuit, fields }: InvoiceAt<'leaving'>) =>
  Buffer.from(circuit === 'flux' ? ciiXml({ fields, businessProcess: fields.cadre }) : '%PDF-1.7')

function leaving({ fields, circuit }: RandomDraft, index: number): InvoiceAt<'leaving'> {
  const reading =
    circuit === 'flux'
      ? readingOf(fields, { kind: 'cii', paymentMeansCode: '30', businessProcess: fields.cadre })
      : readingOf(fields)
  const file = { name: `facture-${index}.pdf`, bytes: 184_000, sha256: String(index) }
  const { document, origins } = reading
  return {
    stage: 'leaving',
    id: String(index),
    file,
    arrivedAt: 0,
    document,
    fields,
    origins,
    circuit,
    pieces: [],
    savedAt: 0,
    approvedAt: 0,
    resends: 0,
  }
}
