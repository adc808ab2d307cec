import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { check } from '../../shared/domain/rules/check.ts'
import { defaultCircuit } from '../../shared/domain/document/submission-format.ts'
import { Company } from '../../shared/domain/firms/company.ts'
import { dayOf } from '../../shared/base/dates.ts'
import { prefill } from '../../shared/domain/firms/prefill.ts'
import type { DocumentFacts, Note, Reading } from '../../shared/domain/document/reading.ts'
import type { Problem } from '../../shared/domain/rules/problem.ts'
import { sentenceOf, reasonOf } from '../core/intake/words.ts'
import { parse, someFiles } from './arguments.ts'
import type { Command } from './command.ts'
import { problemLines } from './problem-lines.ts'
import { openReading } from './reading.ts'

/** `verifier FICHIER… [--json]`: what would stop each file from leaving. Asks nobody, keeps nothing. */
export const verifier: Command = async ({ args, write }) => {
  const { files, json } = parse(args, ['json'])
  const reader = openReading()
  let waits = false
  try {
    for (const file of someFiles(files, 'vérifier')) {
      const bytes = await readFile(file).catch((error: unknown) => sentenceOf(reasonOf(error)))
      const reading = typeof bytes === 'string' ? undefined : await reader.read(bytes, basename(file))
      const problems = reading ? problemsOf(reading, bytes.length) : [unreadable(String(bytes))]
      const found = reading ? dataFindings(reading.document) : []
      const isReady = problems.every(({ severity }) => severity === 'warn')
      waits ||= !isReady
      write(
        json
          ? `${JSON.stringify({ file, ready: isReady, problems, ...detailsOf(found) })}\n`
          : `${file}\n${problemLines(problems)}\n${found.map(({ message }) => `    • ${message}\n`).join('')}`,
      )
    }
  } finally {
    await reader.stop()
  }
  return waits ? 1 : 0
}

/** The same rulebook as in the window; what a buyer demands is not known here, and is said not to be. */
function problemsOf(read: Reading, bytes: number): Problem[] {
  const company = Company.parse({})
  const { document, fields, origins } = prefill(read, { company, buyer: undefined })
  return check(fields, {
    today: dayOf(Date.now()),
    environment: 'production',
    circuit: defaultCircuit({ document, fields, origins }),
    document,
    origins,
    bytes,
    pieces: [],
    recipient: null,
    isRecipientUnknown: false,
    twins: [],
    exemptions: [],
    company,
    companies: [company],
  })
}

/** What was found in the data of the file, one by one: what contradicts the page, what its schema does not admit. */
const dataFindings = ({ notes }: DocumentFacts): Note[] =>
  notes.filter(({ code, differs }) => differs ?? ['reading.schema', 'reading.profile'].includes(code))

const detailsOf = (found: Note[]) => ({
  contradictions: found.flatMap(({ differs }) => differs ?? []),
  faults: found.flatMap(({ code, line, message, details }) => (line ? { code, line, message, details } : [])),
})

const unreadable = (message: string): Problem => ({
  code: 'file.unreadable',
  severity: 'stop',
  control: 'document',
  message,
})
