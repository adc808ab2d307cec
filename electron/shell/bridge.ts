import { ipcMain } from 'electron'
import { calls, type CallName, type Input, type Output } from '../../shared/contract/calls.ts'
import { fail, type Result } from '../../shared/contract/result.ts'
import { failureOf } from '../core/commands/failure.ts'

/** One handler per call: forgetting one, or answering the wrong shape, does not compile. */
export type Handlers = { [N in CallName]: (input: Input<N>) => Result<Output<N>> | Promise<Result<Output<N>>> }
type Deps = { handlers: () => Handlers; isOurs: (url: string) => boolean; report: (error: unknown) => void }

/** Serves the contract: the right sender, a known call, parsed input; what goes wrong comes out as a `Result`. */
export function serve({ handlers, isOurs, report }: Deps): void {
  ipcMain.handle('call', async (event, name: CallName, input: unknown) => {
    if (!isOurs(event.senderFrame?.url ?? '') || !Object.hasOwn(calls, name)) throw new Error('Not allowed')
    try {
      const handle = handlers()[name] as (input: unknown) => Result<unknown> | Promise<Result<unknown>>
      return await handle(calls[name].input.parse(input))
    } catch (error) {
      report(error)
      return fail(failureOf(error))
    }
  })
}
