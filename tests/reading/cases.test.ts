import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openReading } from '../../electron/cli/reading.ts'
import type { FieldName, Fields } from '../../shared/domain/fields/fields.ts'
import type { DocumentFacts, Reading } from '../../shared/domain/document/reading.ts'
import { misreadings, type Truth } from '../support/corpus/samples.ts'

/** Small files made after public reports, one kind of difficulty each, outside the project; without them there is nothing to say. */
const CASES = join(import.meta.dirname, '../../../shared/samples/cases')
if (!existsSync(CASES)) console.info('Les cas (../shared/samples/cases) ne sont pas là : rien n’est mesuré.')

/** What their notes want besides right values: facts of the document, or amounts the truths do not hold. */
const WANTED: Record<string, { facts?: Partial<DocumentFacts>; fields?: Partial<Fields> }> = {
  'affacturage-deux-iban.pdf': { facts: { isAssigned: true } },
  'btp-rg-prorata.pdf': { fields: { retention: 60_000 } },
  'cii-prix-brut-sans-remise.xml': { facts: { defects: ['grossPriceAlone'] } },
  'cii-second-mode-sans-code.xml': { facts: { defects: ['secondPaymentMeans'] } },
  'deux-acomptes.pdf': { fields: { prepaid: 80_000 } },
  'doc-devis.pdf': { facts: { nature: 'quote' } },
  'doc-relance.pdf': { facts: { nature: 'reminder' } },
  'fx-af-seul.pdf': { facts: { kind: 'facturx' } },
  'fx-sans-extension.pdf': { facts: { kind: 'facturx' } },
}

const trustsOf = ({ origins }: Reading) => [...new Set(Object.values(origins).map(({ trust }) => trust))]

const truths = existsSync(CASES)
  ? readdirSync(CASES)
      .filter((name) => name.endsWith('.expected.json'))
      .map((name) => JSON.parse(readFileSync(join(CASES, name), 'utf8')) as Truth)
  : []

/** Letters a copier has laid over its picture prove nothing. */
const UNPROVED = ['scan-interrogeable-faux.pdf']

const reading = openReading()
afterAll(() => reading.stop())

describe.skipIf(truths.length === 0)('what people report', { timeout: 120_000 }, () => {
  it.each(truths.map((truth) => [truth._file, truth] as const))('is read in %s', async (name, truth) => {
    const answer = await reading.read(new Uint8Array(readFileSync(join(CASES, name))), name)
    expect(misreadings(truth, answer).filter(({ trust }) => trust !== 'check')).toEqual([])
    expect(answer.document.status).not.toBe('refused')
    if (UNPROVED.includes(name)) expect(trustsOf(answer)).toEqual(['check'])
    const { facts = {}, fields = {} } = WANTED[name] ?? {}
    expect(answer.document).toMatchObject(facts)
    expect(answer.fields).toMatchObject(fields satisfies Partial<Record<FieldName, unknown>>)
  })
})
