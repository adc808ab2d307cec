import { z } from 'zod'
import flux from '../data/flux.json' with { type: 'json' }
import { currentOf } from '../invoices/life.ts'
import { isTooYoung } from '../invoices/settle.ts'
import { operation, Refusal, success } from '../operation.ts'
import { instantOf } from '../time-forms.ts'

/** Where a flow is, and why it was refused (chorus-pro-api.md §5.2). Lists of errors are left out while it is under way. */
export const consulterCrDetaille = operation({
  path: '/cpro/transverses/v1/consulterCRDetaille',
  input: z.object({ numeroFluxDepot: z.string().min(1) }),
  answer({ numeroFluxDepot }, parts) {
    const { store, now } = parts
    const flow = store.flow(numeroFluxDepot)
    if (!flow || isTooYoung(flow, parts)) {
      throw new Refusal(20001, 'POQ_MSG_01.003 : Flux introuvable.')
    }
    const current = currentOf(flow.history, now())
    const codeInterface = `FSO${interfaceOf(flow.syntaxe)}A`
    return {
      ...success,
      nomFichier: `${codeInterface}_CPP001_${flow.number}`,
      codeInterfaceDepotFlux: codeInterface,
      dateDepotFlux: instantOf(flow.depositedAt, parts),
      dateHeureEtatCourantFlux: instantOf(current.at, parts),
      etatCourantDepotFlux: current.status,
      ...(flow.settlesAt === null ? { listeErreurDP: flow.errors, listeErreurTechnique: flow.technical } : {}),
    }
  },
})

const interfaceOf = (syntaxe: string) => new Map(Object.entries(flux.syntaxes)).get(syntaxe)!.interface
