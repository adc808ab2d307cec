// Makes the demonstration's invoices, resources/exemples/*.pdf: `npm run examples`. The firm, its clients and their
// addresses are invented; what each buyer asks for is in electron/sim (README.md), so each file shows one thing.
import { AFRelationship, PDFDocument, StandardFonts, rgb, type PDFFont } from '@cantoo/pdf-lib'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDay } from '../shared/base/dates.ts'
import { formatCents, formatRate, typeCents } from '../shared/base/money.ts'
import { formatSiret } from '../shared/base/siret.ts'
import { ciiXml } from '../tests/support/invoice-xml.ts'

type Line = [what: string, quantity: number, unitCents: number]
type Example = {
  number: string
  date: string
  buyer: { name: string; address: string; siret: string }
  references: string[]
  lines: Line[]
  /** Hundredths of a percent. */
  rate: number
  isCreditNote?: boolean
  /** Carries its data as a Factur-X file. */
  isStructured?: boolean
}

const firm = {
  name: 'Menuiserie Aubrelle',
  address: '14, rue des Tanneurs, 99410 Saint-Aubrac',
  siret: '98765432400019',
}
const sorel = {
  name: 'Communauté de communes du Pays de Sorel',
  address: '3, route de Sorel, 99430 Sorel',
  siret: '24990086100025',
}
const commune = {
  name: 'Commune de Saint-Aubrac',
  address: 'Hôtel de ville, 1, place du Marché, 99410 Saint-Aubrac',
  siret: '21990417400014',
}
const department = {
  name: 'Département de la Haute-Lène',
  address: '2, quai de la Lène, 99000 Varescourt',
  siret: '12345678200093',
}
const hospital = {
  name: 'Centre hospitalier de Varescourt',
  address: '40, avenue des Soins, 99000 Varescourt',
  siret: '12345678200077',
}
const college = { name: 'Collège Jeanne-Merlin', address: '8, rue de l’École, 99420 Merlin', siret: '12345678200051' }
const state = {
  name: 'Direction départementale des territoires',
  address: '5, place de l’État, 99000 Varescourt',
  siret: '11000201100044',
}

const doors: Line[] = [
  ['Bloc-porte intérieur, âme pleine, 83 × 204 cm', 6, 28_500],
  ['Dépose des anciennes portes et évacuation', 6, 4500],
  ['Pose, réglage, joints anti-pince-doigts', 6, 13_000],
  ['Déplacement', 2, 6500],
]
const windows: Line[] = [
  ['Fenêtre bois deux vantaux, 120 × 135 cm', 4, 52_000],
  ['Pose en rénovation', 4, 15_250],
]
const small = (cents: number): Line[] => [['Réparation et réglage de menuiseries', 1, cents]]

/** What each one shows stands behind it. */
const examples: Example[] = [
  // ready: this client wants an engagement, and it is there
  {
    number: '2026-0130',
    date: '18/11/2026',
    buyer: sorel,
    references: ['Bon de commande n° BC-2026-0388'],
    lines: windows,
    rate: 2000,
  },
  // a service code to choose among twelve, read with a letter for a digit
  {
    number: '2026-0131',
    date: '19/11/2026',
    buyer: department,
    references: ['Code service : MFO1', 'Bon de commande n° 4500127'],
    lines: small(322_000),
    rate: 2000,
  },
  // a code service is missing
  {
    number: '2026-0132',
    date: '20/11/2026',
    buyer: commune,
    references: ['Bon de commande n° 2026-00417'],
    lines: doors,
    rate: 2000,
  },
  // the State: service, and an engagement of ten digits
  {
    number: '2026-0133',
    date: '20/11/2026',
    buyer: state,
    references: ['Code service : SFACETAT', 'N° d’engagement : 0000048295'],
    lines: small(243_000),
    rate: 2000,
  },
  // a service that has closed
  {
    number: '2026-0134',
    date: '20/11/2026',
    buyer: hospital,
    references: ['Code service : ANCIEN', 'Bon de commande n° CH-2214'],
    lines: small(162_000),
    rate: 2000,
  },
  // Factur-X: the page is for people, the file inside for Chorus Pro
  {
    number: '2026-0135',
    date: '20/11/2026',
    buyer: sorel,
    references: ['Bon de commande n° BC-2026-0391'],
    lines: [['Volet battant bois, 80 × 125 cm', 3, 31_000]],
    rate: 2000,
    isStructured: true,
  },
  // ends with 7: the buyer will ask for a document; 8: for another engagement; 9: will reject it
  {
    number: '2026-0137',
    date: '21/11/2026',
    buyer: college,
    references: ['Bon de commande n° JM-118'],
    lines: small(72_000),
    rate: 2000,
  },
  {
    number: '2026-0138',
    date: '21/11/2026',
    buyer: college,
    references: ['Bon de commande n° JM-119'],
    lines: small(108_000),
    rate: 1000,
  },
  {
    number: '2026-0139',
    date: '21/11/2026',
    buyer: college,
    references: ['Bon de commande n° JM-120'],
    lines: small(126_000),
    rate: 550,
  },
  // a credit note
  {
    number: 'AV-2026-004',
    date: '21/11/2026',
    buyer: college,
    references: ['Avoir sur la facture n° 2026-0101'],
    lines: small(21_000),
    rate: 2000,
    isCreditNote: true,
  },
]

const ink = rgb(0.16, 0.14, 0.2)
const quiet = rgb(0.42, 0.4, 0.46)
const accent = rgb(0.39, 0.2, 0.57)

/** Standard fonts know neither narrow no-break spaces nor the minus sign. */
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ')

async function draw(example: Example): Promise<Uint8Array> {
  const { number, date, buyer, references, lines, rate, isCreditNote, isStructured } = example
  const pdf = await PDFDocument.create()
  pdf.setTitle(`${isCreditNote ? 'Avoir' : 'Facture'} ${number}`)
  pdf.setAuthor(firm.name)
  // Made again, the same file: only what was changed shows in the history.
  const day = new Date(`${parseDay(date)}T08:00:00Z`)
  pdf.setCreationDate(day)
  pdf.setModificationDate(day)
  const page = pdf.addPage([595, 842])
  const regular = await pdf.embedFont(StandardFonts.Helvetica)
  const bold = await pdf.embedFont(StandardFonts.HelveticaBold)
  const write = (text: string, x: number, y: number, { font = regular, size = 9.5, color = ink } = {}) =>
    page.drawText(plain(text), { x, y, font, size, color })
  const writeEnd = (text: string, x: number, y: number, font: PDFFont = regular, size = 9.5) =>
    write(text, x - font.widthOfTextAtSize(plain(text), size), y, { font, size })
  const rule = (y: number, from = 56) =>
    page.drawLine({ start: { x: from, y }, end: { x: 539, y }, thickness: 0.6, color: quiet })

  write(firm.name, 56, 770, { font: bold, size: 15, color: accent })
  write(firm.address, 56, 754)
  write(`SIRET ${formatSiret(firm.siret)}`, 56, 740)
  write('TVA FR 14 987654324', 56, 726)
  write(isCreditNote ? 'Avoir' : 'Facture', 330, 770, { font: bold, size: 15 })
  write(`N° ${number}`, 330, 754)
  write(`Date : ${date}`, 330, 740)
  references.forEach((reference, index) => write(reference, 330, 726 - index * 14))

  write(buyer.name, 330, 660, { font: bold, size: 10.5 })
  write(buyer.address, 330, 645, { size: 8.5 })
  write(`SIRET client : ${formatSiret(buyer.siret)}`, 330, 630)

  const heads: [string, number, boolean][] = [
    ['Désignation', 56, false],
    ['Qté', 370, true],
    ['PU HT', 450, true],
    ['Total HT', 539, true],
  ]
  for (const [head, x, isEnd] of heads)
    if (isEnd) writeEnd(head, x, 580, bold)
    else write(head, x, 580, { font: bold })
  rule(574)
  let y = 556
  for (const [what, quantity, unit] of lines) {
    write(what, 56, y)
    writeEnd(String(quantity), 370, y)
    writeEnd(typeCents(unit), 450, y)
    writeEnd(typeCents(quantity * unit), 539, y)
    rule(y - 8)
    y -= 24
  }

  const net = lines.reduce((sum, [, quantity, unit]) => sum + quantity * unit, 0)
  const tax = Math.round((net * rate) / 10_000)
  const totals: [string, number][] = [
    ['Total HT', net],
    [`TVA ${formatRate(rate)}`, tax],
    ['Total TTC', net + tax],
    ['Net à payer', net + tax],
  ]
  y -= 12
  totals.forEach(([label, cents], index) => {
    const font = index >= 2 ? bold : regular
    write(label, 400, y, { font })
    writeEnd(formatCents(cents), 539, y, font)
    y -= 17
  })

  write('Règlement par virement. IBAN FR76 3000 6000 0112 3456 7890 189', 56, 150, { size: 8.5, color: quiet })
  write('TVA acquittée sur les encaissements. Indemnité forfaitaire pour frais de recouvrement : 40 €.', 56, 137, {
    size: 8.5,
    color: quiet,
  })
  write('Document inventé pour la démonstration de Choriste.', 56, 60, { size: 7.5, color: quiet })
  if (isStructured)
    await pdf.attach(new TextEncoder().encode(dataOf(example, net, tax)), 'factur-x.xml', {
      ...facturx,
      creationDate: day,
      modificationDate: day,
    })
  return pdf.save()
}

const facturx = { mimeType: 'text/xml', description: 'Factur-X', afRelationship: AFRelationship.Data }

/** What a Factur-X file says of an example: amounts in cents. */
const dataOf = ({ number, date, buyer, references, rate }: Example, net: number, tax: number) =>
  ciiXml({
    fields: {
      number,
      issueDate: parseDay(date)!,
      supplierName: firm.name,
      supplierSiret: firm.siret,
      buyerName: buyer.name,
      buyerSiret: buyer.siret,
      engagementNumber: references[0]!.split('n° ')[1]!,
      netTotal: net,
      taxTotal: tax,
      grossTotal: net + tax,
      payable: net + tax,
      vatLines: [{ rate, base: net, tax }],
    },
    businessProcess: 'A1',
  })

const folder = join(import.meta.dirname, '../resources/exemples')
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (const example of examples) writeFileSync(join(folder, `${example.number}.pdf`), await draw(example))
