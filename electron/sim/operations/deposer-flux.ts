import { z } from 'zod'
import flux from '../data/flux.json' with { type: 'json' }
import limits from '../data/limits.json' with { type: 'json' }
import { courseOf } from '../invoices/settle.ts'
import { sha256 } from '../invoices/store.ts'
import { base64, deposited, flag, operation, Refusal } from '../operation.ts'
import { readFlux } from '../reading/read-flux.ts'
import { day } from '../time.ts'

const syntaxes = Object.keys(flux.syntaxes) as (keyof typeof flux.syntaxes)[]
const ARCHIVE = /\.(zip|tar\.gz|tgz)$/i

/** Takes a structured file and gives a flow number; what becomes of it is known later (chorus-pro-api.md §3.2). */
export const deposerFlux = operation({
  path: '/cpro/factures/v1/deposer/flux',
  input: z.object({
    fichierFlux: base64,
    nomFichier: z.string().min(1).max(limits.fileNameLength),
    syntaxeFlux: z.enum(syntaxes),
    avecSignature: flag,
  }),
  answer({ fichierFlux, nomFichier, syntaxeFlux }, { store, now, haste }) {
    const bytes = Buffer.from(fichierFlux, 'base64')
    const syntaxe = flux.syntaxes[syntaxeFlux]
    const isArchive = ARCHIVE.test(nomFichier)
    if (bytes.length > (isArchive ? limits.flowBytes : limits.fileBytes)) throw new Refusal(20001, 'GDP_MSG_11.022')
    if (bytes.length === 0) throw new Refusal(20002, 'GDP_MSG_01.002 SIMULÉ : le fichier est vide')
    if (!isArchive && !nomFichier.toLowerCase().endsWith(syntaxe.extension)) {
      throw new Refusal(20002, 'GDP_MSG_01.002 SIMULÉ : l’extension du fichier n’est pas celle de sa syntaxe')
    }
    const at = now()
    const flow = store.addFlow(
      {
        ...courseOf({ at, haste }),
        ...readFlux({ bytes, syntax: syntaxe }),
        name: nomFichier,
        syntaxe: syntaxeFlux,
        size: bytes.length,
        sha256: sha256(bytes),
        depositedAt: at,
        errors: [],
      },
      syntaxe.interface,
    )
    return { ...deposited, numeroFluxDepot: flow.number, dateDepot: day(at), syntaxeFlux }
  },
})
