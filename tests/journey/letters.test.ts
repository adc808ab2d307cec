import { expect, it } from 'vitest'
import { PDFDocument } from '@cantoo/pdf-lib'
import { letterText } from '../../shared/domain/wording/payment-letters.ts'
import { numbered } from '../support/complete.ts'
import { HOUR, world } from '../support/world.ts'

it('prepares a reminder without a figure, and a claim with its sums and articles once the rate is known', async () => {
  const w = world({ haste: 1e-9 })
  const id = await w.approved(numbered(1))
  await w.run(3)
  w.platform.move((w.get(id) as { remoteNumber: string }).remoteNumber, 'MISE_A_DISPOSITION')
  await w.run(2)
  const { core } = w
  expect(core.paymentLetter(id, 'reminder')).toEqual({ claims: [] })
  w.pass(60 * 24 * HOUR)
  const reminder = core.paymentLetter(id, 'reminder').letter!
  expect(letterText(reminder)).toMatch(/mise à votre disposition sur Chorus Pro le .*30 jours \(code de la commande publique, article R2192-10\) a pris fin le/) // prettier-ignore
  expect(reminder.sums).toEqual([])
  const { semester } = core.paymentsView('', '').interest.missing[0]!
  expect(core.paymentLetter(id, 'claim')).toEqual({ missingRate: semester, claims: [] })
  core.setInterestRate(semester, 215)
  core.addPayments(id, [{ on: '2026-12-24', cents: 20_120, kind: 'transfer' }])
  const { letter: claim } = core.paymentLetter(id, 'claim')
  const { interest } = core.paymentClock(id)!
  expect(claim!.sums.map(({ cents }) => cents)).toEqual([
    100_000,
    interest!.interest,
    4000,
    104_000 + interest!.interest,
  ])
  expect(letterText(claim!)).toMatch(/reçu que .*201,20.*L2192-13, R2192-31 et D2192-35.*45 jours.*R2192-36/s)
  const pdf = await core.letterPdf(claim!)
  expect((await PDFDocument.load(pdf)).getPageCount()).toBe(1)
  // The same letter at the same moment is the same bytes; a long one takes the pages it needs.
  expect(Buffer.from(await core.letterPdf(claim!)).equals(pdf)).toBe(true)
  const long = await core.letterPdf({ ...claim!, closing: ['Mot '.repeat(900), 'Mot '.repeat(900)] })
  expect((await PDFDocument.load(long)).getPageCount()).toBeGreaterThan(1)
  // What was sent is kept, and told in the life of the invoice.
  core.noteClaim(id, { on: '2027-01-20', tone: 'claim', interest: interest!.interest, indemnity: 4000 })
  expect(core.paymentLetter(id, 'claim').claims).toHaveLength(1)
  expect(core.page(id)!.story.map(({ title }) => title)).toContain('Réclamation envoyée par vous')
})
