import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

type Running = { pid: number; command: string }

/** The processes whose command line names this folder: a Chromium that still holds the profile in it, for one. */
export function holding(folder: string): Running[] {
  const all = process.platform === 'linux' ? fromProc() : process.platform === 'darwin' ? fromPs() : []
  return all.filter(({ pid, command }) => command.includes(folder) && pid !== process.pid)
}

function fromProc(): Running[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), command: commandOf(name) }))
}

/** A process may end while it is being looked at. */
function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

function fromPs(): Running[] {
  const { stdout } = spawnSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8' })
  return stdout.split('\n').map((line) => {
    const [, pid, command] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? []
    return { pid: Number(pid), command: command ?? '' }
  })
}
