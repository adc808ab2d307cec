/** What start, dev and test say: in French, one line for each thing, with how long it took. */

/** « 0,4 s », « 12 s » or « 2 min 05 s » */
export function duration(ms) {
  const seconds = ms / 1000
  if (seconds < 10) return `${seconds.toFixed(1).replace('.', ',')} s`
  if (Math.round(seconds) < 60) return `${Math.round(seconds)} s`
  return `${Math.floor(Math.round(seconds) / 60)} min ${String(Math.round(seconds) % 60).padStart(2, '0')} s`
}

/** The spaces that French puts before its double signs and inside its quotation marks. */
export const french = (text) =>
  text
    .replace(/ (?=[;?!])/g, '\u202f')
    .replace(/ (?=:( |$))/g, '\u00a0')
    .replace(/« | »/g, (mark) => mark.replace(' ', '\u00a0'))

export const say = (line = '') => process.stdout.write(`${french(line)}\n`)

/** Something went wrong and nothing can go on: says why and what to do, then ends with status 1. */
export function giveUp(...lines) {
  for (const line of lines) process.stderr.write(`${french(line)}\n`)
  process.exit(1)
}

/** All that a command said before it failed, as it said it. */
export const showOutput = (error) => process.stderr.write(`${(error.output ?? String(error)).trimEnd()}\n\n`)

/**
 * Does `work` while showing how far it is: on a terminal the line is rewritten each second, elsewhere a new one is
 * written every ten. `progress` gives what to add, such as « 120 sur 592 ». Gives what `work` gives.
 */
export async function step(title, work, progress = () => '') {
  const start = Date.now()
  const onTerminal = process.stdout.isTTY
  const sofar = () => [progress(), duration(Date.now() - start)].filter(Boolean).join(', ')
  process.stdout.write(onTerminal ? `${title}…` : `${title}…\n`)
  const rewrite = () => process.stdout.write(`\r\x1b[2K${title}… ${sofar()}`)
  const tick = setInterval(onTerminal ? rewrite : () => say(`  ${sofar()}`), onTerminal ? 1000 : 10_000)
  try {
    const result = await work()
    process.stdout.write(
      `${onTerminal ? '\r\x1b[2K' : ''}${french(`${title} : fait en ${duration(Date.now() - start)}`)}\n`,
    )
    return result
  } catch (error) {
    say(onTerminal ? '' : `${title} : échec`)
    throw error
  } finally {
    clearInterval(tick)
  }
}
