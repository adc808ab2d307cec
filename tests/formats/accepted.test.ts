import { describe, expect, test } from 'vitest'
import { writeFacturX } from '../../electron/core/formats/facturx/write.ts'
import { writeXml } from '../../electron/core/formats/write.ts'
import { madeInvoices } from '../support/made-invoices.ts'
import { MINUTE, MORNING, world } from '../sim/support.ts'

const made = madeInvoices(20261130)

/** Deposits files one by one; gives what the report says of each that was not integrated. */
async function refusedOf(files: { name: string; bytes: Uint8Array; syntaxe: string }[]) {
  const { deposit, report, pass } = world({ isStrict: true })
  const flows = []
  for (const { name, bytes, syntaxe } of files) {
    const receipt = await deposit(bytes, { nomFichier: name, syntaxeFlux: syntaxe })
    expect(receipt, name).toMatchObject({ codeRetour: 0 })
    flows.push({ name, flow: receipt.numeroFluxDepot })
  }
  pass(5 * MINUTE)
  const refused = []
  for (const { name, flow } of flows) {
    const { etatCourantDepotFlux: state, listeErreurDP: errors } = await report(flow)
    if (state !== 'IN_INTEGRE') refused.push({ name, state, errors })
  }
  return refused
}

describe('the strict pretend platform takes what was made in its dialect', () => {
  test.each([
    ['cii', 'IN_DP_E1_CII_16B'],
    ['ubl', 'IN_DP_E1_UBL_INVOICE'],
  ] as const)('sixty as %s', async (carrier, syntaxe) => {
    const files = made.map(({ name, invoice }) => ({
      name: `${name}.xml`,
      bytes: new TextEncoder().encode(writeXml(invoice, 'chorus', carrier)),
      syntaxe,
    }))
    expect(await refusedOf(files)).toEqual([])
  })

  test('six as Factur-X', async () => {
    const some = made.filter((_, index) => index % 10 === 1)
    const files = []
    for (const { name, invoice } of some) {
      const bytes = await writeFacturX(invoice, { dialect: 'chorus', at: MORNING })
      files.push({ name: `${name}.pdf`, bytes, syntaxe: 'IN_DP_E2_CII_FACTURX' })
    }
    expect(files.length).toBe(6)
    expect(await refusedOf(files)).toEqual([])
  })

  test('and turns away the dialect of platforms', async () => {
    const bytes = new TextEncoder().encode(writeXml(made[0]!.invoice, 'afnor', 'cii'))
    expect(await refusedOf([{ name: 'f.xml', bytes, syntaxe: 'IN_DP_E1_CII_16B' }])).toMatchObject([
      { state: 'IN_REJETE' },
    ])
  })
})
