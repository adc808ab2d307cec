import { createHash } from 'node:crypto'
import type { Parts } from '../operation.ts'
import { day } from '../time.ts'
import { tag, xmlOf, type Element } from '../writing/xml.ts'
import { zipOf } from '../writing/zip.ts'
import { mainDocumentOf, otherDocumentsOf, type Document } from './documents.ts'
import type { Invoice } from './store.ts'

/**
 * The pivot format of Chorus Pro, as far as it is public (chorus-pro-api.md §13): one document for all the invoices, their
 * files inside. Codes nobody published (means of payment, way of issue) are left out.
 */
export const pivotOf = (invoices: Invoice[], parts: Parts): Buffer =>
  xmlOf(
    tag('CPPFacturePivot', [
      tag('Enveloppe', [
        tag(
          'EnveloppeUnitaire',
          [
            tag('Parametres', [parameter(1, 'DtPrd', day(parts.now())), parameter(2, 'IdFlx', flowOf(invoices))]),
            tag('Partenaires', [
              tag('Recepteur', [tag('Id', invoices[0]!.supplierSiret)]),
              tag('Emetteur', [tag('Id', 'SIMULÉ')]),
            ]),
          ],
          { NumOrdre: 1 },
        ),
      ]),
      tag(
        'CPPFactures',
        invoices.map((invoice, index) => unitOf(invoice, index + 1, parts)),
        { Compteur: invoices.length },
      ),
    ]),
  )

const parameter = (order: number, code: string, value: string) =>
  tag('ParametreIndiv', [tag('Code', code), tag('Valeurparametre', value)], { NumOrdre: order })

/** The number of the flow an invoice came in; one of its own for several, or for one that had none. */
const flowOf = (invoices: Invoice[]) =>
  invoices.length === 1 && invoices[0]!.flow
    ? invoices[0]!.flow
    : createHash('sha256')
        .update(invoices.map(({ id }) => id).join())
        .digest('hex')
        .slice(0, 25)

function unitOf(invoice: Invoice, order: number, parts: Parts): Element {
  const { directory } = parts
  const supplier = directory.bySiret(invoice.supplierSiret)
  const buyer = directory.bySiret(invoice.buyerSiret)
  const service = buyer?.services.find(({ code }) => code === invoice.serviceCode)
  return tag(
    'CPPFacturePivotUnitaire',
    [
      tag('Fournisseur', [
        tag('TypeIdentifiant', 1),
        tag('Identifiant', invoice.supplierSiret),
        tag('RaisonSociale', supplier?.name),
        tag('CodePays', 'FR'),
      ]),
      tag('Debiteur', [
        tag('TypeIdentifiant', 1),
        tag('Identifiant', invoice.buyerSiret),
        tag('Nom', buyer?.name),
        tag('CodeService', invoice.serviceCode),
        tag('NomService', service?.name),
      ]),
      dataOf(invoice),
      ...filesOf(invoice, parts),
    ],
    { NumOrdre: order },
  )
}

const dataOf = (invoice: Invoice) =>
  tag('DonneesFacture', [
    tag('Id', invoice.number),
    tag('IdFactureOrigine', invoice.origin),
    tag('IdCPRO', invoice.id),
    tag('Type', invoice.kind === 'AVOIR' ? 381 : 380),
    tag('Cadre', invoice.cadre.split('_')[0]),
    tag('DateEmissionFacture', invoice.issueDate),
    tag('DateReception', day(invoice.depositedAt)),
    tag('Devise', invoice.currency),
    tag('Montants', [
      tag('MontantHT', invoice.net),
      tag('MontantTTC', invoice.gross),
      tag('MontantNetAPayer', invoice.payable),
    ]),
    tag(
      'TVAs',
      invoice.vatLines.map(({ rate, code, base, tax }) =>
        tag('TVA', [tag('Taux', rate ?? code), tag('BaseHt', base), tag('MontantTVA', tax)]),
      ),
    ),
    tag('Engagement', [tag('NumeroEngagement', invoice.engagement), tag('NumeroMarche', invoice.contract)]),
    tag(
      'Lignes',
      invoice.lines.map((line) =>
        tag(
          'Ligne',
          [
            tag('ReferenceProduit', line.reference),
            tag('PrixUnitaire', line.unitPrice),
            tag('Quantite', line.quantity),
            tag('MontantHT', line.quantity * line.unitPrice - line.discount),
            tag('TauxTVA', line.rate ?? line.code),
          ],
          { NumOrdre: line.number },
        ),
      ),
    ),
  ])

/** The invoice as it is, the others zipped: readers meet both (§13). */
const filesOf = (invoice: Invoice, parts: Parts) => [
  fileOf(mainDocumentOf(invoice, parts), 1),
  ...otherDocumentsOf(invoice, parts).map((document, index) => fileOf(document, index + 2)),
]

const fileOf = ({ name, bytes }: Document, order: number) =>
  tag(
    'PJ',
    [
      tag('Contenu', (order === 1 ? bytes : zipOf([{ name, bytes }])).toString('base64')),
      tag('NomPJ', name),
      tag('CategoriePJ', order === 1 ? 'Facture PDF' : 'Pièce jointe standard'),
      tag('TypePJ', order === 1 ? '01' : '02'),
      tag('MimeTypePJ', /\.pdf$/i.test(name) ? 'application/pdf' : 'text/plain'),
      tag('NomPJOrigine', name),
    ],
    { NumOrdre: order },
  )
