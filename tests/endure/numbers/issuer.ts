/** The application without its window, as a process of its own: two windows issue one invoice after the other until it is killed. */
import { createCore } from '../../../electron/core/core.ts'
import { nothingLearnt } from '../../../electron/core/reading/lessons/learn.ts'
import { opened } from '../../support/opened-core.ts'
import { draftIn, equip } from '../../support/making.ts'

const [dataFolder, life] = process.argv.slice(2) as [string, 'lives' | 'ends']
const report = (error: unknown) => process.send!({ is: 'fault', why: String(error) })
const core = opened(
  createCore({
    dataFolder,
    environment: 'production',
    fetch: () => Promise.reject(new Error('no line')),
    credentials: () => undefined,
    // Nothing is read here: what is issued stays as it has arrived.
    reader: {
      read: () => new Promise<never>(() => undefined),
      learn: () => Promise.resolve(nothingLearnt),
      stop: () => Promise.resolve(),
    },
    now: Date.now,
    report,
  }),
)
const { authoring } = core
if (!core.settings.get().welcomed) equip(core)
await authoring.recover()

/** Goes on with a draft of an earlier life, else begins one; every third is asked for twice. */
async function window(others: Set<string>) {
  for (let round = 0; ; round++) {
    // One that was begun and not typed before the kill is begun anew.
    const left = authoring.start().drafts.find(({ id, buyer }) => buyer && !others.has(id))
    const id = left?.id ?? draftIn(core, { issueDate: '2026-11-23' }).id
    others.add(id)
    const asked = [authoring.issue(id), ...(round % 3 === 0 ? [authoring.issue(id)] : [])]
    for (const outcome of await Promise.all(asked)) if ('faults' in outcome) report(outcome.faults.join())
    process.send!({ is: 'issued' })
  }
}

process.send!({ is: 'ready' })
if (life === 'ends') {
  await core.stop()
  process.disconnect()
} else {
  const under = new Set<string>()
  await Promise.all([window(under), window(under)])
}
