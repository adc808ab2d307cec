import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib'

/** What an invoice of the odd layouts says; amounts and days as they are printed. What is empty is left out. */
export type Odd = {
  number: string
  date: string
  engagement: string
  service: string
  articles: [string, string][]
  net: string
  tax: string
  gross: string
  /** At the foot, under the table: it moves with the number of articles. */
  market: string
  buyer?: string
  /** The sender’s own lines; those of another firm. */
  supplier?: string[]
}

/** The firm and a buyer of the pretend platform that asks for nothing. */
const SUPPLIER = ['Menuiserie Aubrelle', '14, rue des Tanneurs', '99410 Saint-Aubrac', 'SIRET 987 654 324 00019']
const BUYER = ['1, place du Village', '99410 Saint-Aubrac', 'SIRET 123 456 782 00051']

/**
 * A layout no label helps with: the number after « Pièce comptable », the engagement without a word of its own, the service
 * after a word of the firm, the contract in a sentence at the foot.
 */
export const oddPdf = (invoice: Odd): Promise<Uint8Array> =>
  paper((write) => {
    letterhead(write, invoice)
    write('Facture', 42, 200, 18)
    if (invoice.number) write(`Pièce comptable ${invoice.number}`, 42, 222)
    write(`Saint-Aubrac, le ${invoice.date}`, 42, 240)
    write('Nos prestations vitrage', 360, 200)
    write(invoice.engagement, 360, 218)
    if (invoice.service) write('Pôle demandeur', 360, 240)
    write(invoice.service, 460, 240)
    const y = table(write, invoice, 280)
    if (invoice.market) write(`Prestation rattachée au cadre ${invoice.market} de votre établissement`, 42, y + 70)
  })

/** The same firm, another look: words and places mean other things. */
export const otherPdf = (invoice: Odd): Promise<Uint8Array> =>
  paper((write) => {
    letterhead(write, invoice)
    write(`FACTURE N° ${invoice.number} du ${invoice.date}`, 200, 180, 14)
    write('Bon de commande n°', 42, 220)
    write(invoice.engagement, 160, 220)
    write('Code service', 300, 220)
    write(invoice.service, 380, 220)
    write('Pôle demandeur', 42, 250)
    write('TOURNEES', 142, 250)
    const y = table(write, invoice, 300)
    write(`Marché n° ${invoice.market}`, 42, y + 70)
  })

type Write = (text: string, x: number, y: number, size?: number) => void

async function paper(draw: (write: Write) => void) {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.Helvetica)
  const page = document.addPage([595, 842])
  draw((text, x, y, size = 10) => page.drawText(text, { x, y: 842 - y, size, font }))
  return document.save()
}

function letterhead(write: Write, { buyer = 'Commune fictive', supplier = SUPPLIER }: Odd) {
  supplier.forEach((line, index) => write(line, 42, 50 + index * 14))
  ;[buyer, ...BUYER].forEach((line, index) => write(line, 340, 100 + index * 14))
}

/** The table and its totals; gives the y of the last of them. */
function table(write: Write, { articles, net, tax, gross }: Odd, top: number) {
  write('Désignation', 42, top)
  write('Montant HT', 480, top)
  articles.forEach(([label, amount], index) => {
    write(label, 42, top + 18 + index * 16)
    write(amount, 480, top + 18 + index * 16)
  })
  const y = top + 40 + articles.length * 16
  const totals = [
    ['Total HT', net],
    ['TVA 20 %', tax],
    ['Total TTC', gross],
  ] as const
  totals.forEach(([word, amount], index) => {
    write(word, 380, y + index * 16)
    write(amount, 480, y + index * 16)
  })
  return y + 32
}
