import { dialog, shell } from 'electron'
import { dayOf } from '../../shared/base/dates.ts'
import { mailto } from '../../shared/domain/lifecycle/buyer-request.ts'
import { letterText } from '../../shared/domain/wording/payment-letters.ts'
import { saveAs } from './save-as.ts'
import { fail, ok } from '../../shared/contract/result.ts'
import type { paymentCalls } from '../../shared/contract/payments.ts'
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'
import type { GivenPaths } from './given-paths.ts'

type Deps = { core: Core; givenPaths: GivenPaths }

/** Money: what is owed, the clock of an invoice, payments, rates. */
export function createPaymentHandlers({ core, givenPaths }: Deps): Pick<Handlers, keyof typeof paymentCalls> {
  const { queries, commands } = core
  const none = ok({})
  const firm = () => queries.shownFirm()
  return {
    'payments.view': ({ year }) => ok(queries.paymentsView(firm(), year)),
    'payments.clients': ({ year }) => ok({ clients: queries.paymentClients(firm(), year) }),
    'payments.clock': ({ id }) => {
      const clock = queries.paymentClock(id)
      return clock ? ok(clock) : fail('invoice.gone')
    },
    'payment.add': ({ id, payments }) => commands.addPayments(id, payments),
    'payment.takeBack': ({ id, ids }) => commands.takeBackPayments(id, ids),
    'payment.serviceOn': ({ id, on }) => commands.sayService(id, on),
    'letter.view': ({ id, tone }) => ok(queries.paymentLetter(id, tone)),
    'letter.save': ({ number, letter }) =>
      saveAs({
        title: 'Enregistrer le courrier',
        name: `${letter.tone === 'claim' ? 'Réclamation' : 'Rappel'} ${number.replace(/[^\w.-]+/g, '-')}.pdf`,
        filters: [{ name: 'PDF', extensions: ['pdf'] }],
        make: () => queries.letterPdf(letter),
      }),
    'letter.mail': async ({ letter }) => {
      const { subject } = letter
      await shell.openExternal(mailto({ subject: subject.replace(/^Objet\s*:\s*/, ''), body: letterText(letter) }))
      return none
    },
    'letter.sent': ({ id, tone }) => {
      const { interest } = queries.paymentClock(id) ?? {}
      const claimed = tone === 'claim' && interest
      const sums = { interest: claimed ? claimed.interest : 0, indemnity: claimed ? claimed.indemnity : 0 }
      return commands.noteClaim(id, { on: dayOf(Date.now()), tone, ...sums })
    },
    'statement.view': () => ok(queries.statement()),
    'statement.choose': async () => {
      const chosen = await dialog.showOpenDialog({
        title: 'Choisir un relevé bancaire',
        buttonLabel: 'Lire',
        properties: ['openFile'],
        filters: [
          { name: 'Relevés', extensions: ['csv', 'ofx', 'xml', 'txt'] },
          { name: 'Tous les fichiers', extensions: ['*'] },
        ],
      })
      const [path] = chosen.filePaths
      if (!chosen.canceled && path !== undefined) await commands.takeStatement(path)
      return none
    },
    'statement.take': async ({ path }) => {
      givenPaths.use([path])
      await commands.takeStatement(path)
      return none
    },
    'statement.apply': ({ approved }) => commands.applyStatement(approved),
    'statement.undo': ({ batch }) => {
      commands.undoStatement(batch)
      return none
    },
    'statement.forget': () => {
      commands.forgetStatement()
      return none
    },
    'rates.list': () => ok(queries.interestRates(firm())),
    'rates.set': ({ semester, ecb }) => {
      commands.setInterestRate(semester, ecb)
      return none
    },
  }
}
