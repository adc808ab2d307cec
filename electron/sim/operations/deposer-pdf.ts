import { z } from 'zod'
import limits from '../data/limits.json' with { type: 'json' }
import { base64, deposited, operation, Refusal } from '../operation.ts'
import { isPdf, readFlux } from '../reading/read-flux.ts'

/**
 * Takes a PDF and says what it could read of it (chorus-pro-api.md §3.1). The simulator has no eyes: it only knows what
 * an XML inside the PDF says. Every other value is null, as the real reading may be, or left out where a known client reads
 * no null (dates and enumerations in PHP). No invoice comes of it yet.
 */
export const deposerPdf = operation({
  path: '/cpro/factures/v1/deposer/pdf',
  input: z.object({
    fichierFacture: base64,
    nomFichier: z.string().min(1).max(limits.fileNameLength),
    formatDepot: z.enum(['PDF_NON_SIGNE', 'PDF_SIGNE_PADES', 'PDF_SIGNE_XADES']),
  }),
  answer({ fichierFacture, nomFichier }, { store }) {
    const bytes = Buffer.from(fichierFacture, 'base64')
    if (!/\.pdf$/i.test(nomFichier) || !isPdf(bytes)) {
      throw new Refusal(20001, 'GDP_MSG_01.001 SIMULÉ : ce fichier n’est pas un PDF')
    }
    if (bytes.length > limits.fileBytes) throw new Refusal(20003, 'SIMULÉ : le fichier dépasse 10 Mo')
    if (bytes.includes('/Encrypt')) throw new Refusal(20004, 'SIMULÉ : ce PDF est protégé par un mot de passe')
    const file = store.addFile({ name: nomFichier, mime: 'application/pdf', bytes })
    const [paper] = readFlux({ bytes, syntax: { dialect: 'CII', extension: '.pdf' } }).papers
    return {
      ...deposited,
      numeroFacture: paper?.number || null,
      dateFacture: paper?.issueDate || undefined,
      codeDestinataire: paper?.buyerSiret || null,
      codeServiceExecutant: paper?.serviceCode || null,
      codeFournisseur: paper?.supplierSiret || null,
      codeDeviseFacture: paper?.currency || null,
      typeFacture: paper?.kind,
      typeTva: paper?.vatScheme,
      numeroBonCommande: paper?.engagement || null,
      montantTtcAvantRemiseGlobalTTC: paper?.gross ?? null,
      montantAPayer: paper?.payable ?? null,
      montantHtTotal: paper?.net ?? null,
      montantTVA: paper?.tax ?? null,
      pieceJointeId: file.id,
    }
  },
})
