import { z } from 'zod'
import limits from '../data/limits.json' with { type: 'json' }
import { base64, deposited, operation, Refusal, TooLarge } from '../operation.ts'
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
  answer({ fichierFacture, nomFichier }, { store, forms }) {
    const bytes = Buffer.from(fichierFacture, 'base64')
    if (!/\.pdf$/i.test(nomFichier) || !isPdf(bytes)) {
      throw new Refusal(20001, 'GDP_MSG_01.001 SIMULÉ : ce fichier n’est pas un PDF')
    }
    if (bytes.length > limits.fileBytes) {
      // « une erreur 413 sera remontée », says the official file; the reference has a code as well.
      throw forms.heavyPdf === 'status'
        ? new TooLarge('fichierFacture')
        : new Refusal(20003, 'SIMULÉ : le fichier dépasse 10 Mo')
    }
    if (bytes.includes('/Encrypt')) throw new Refusal(20004, 'SIMULÉ : ce PDF est protégé par un mot de passe')
    const file = store.addFile({ name: nomFichier, mime: 'application/pdf', bytes })
    const [paper] = readFlux({ bytes, syntax: { dialect: 'CII', extension: '.pdf' } }).papers
    const unread = forms.unread === 'null' ? null : undefined
    return {
      ...deposited,
      numeroFacture: paper?.number || unread,
      dateFacture: paper?.issueDate || undefined,
      codeDestinataire: paper?.buyerSiret || unread,
      codeServiceExecutant: paper?.serviceCode || unread,
      codeFournisseur: paper?.supplierSiret || unread,
      codeDeviseFacture: paper?.currency || unread,
      typeFacture: paper?.kind,
      typeTva: paper?.vatScheme,
      numeroBonCommande: paper?.engagement || unread,
      montantTtcAvantRemiseGlobalTTC: paper?.gross ?? unread,
      montantAPayer: paper?.payable ?? unread,
      montantHtTotal: paper?.net ?? unread,
      montantTVA: paper?.tax ?? unread,
      pieceJointeId: file.id,
    }
  },
})
