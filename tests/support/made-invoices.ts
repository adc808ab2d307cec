import fc from 'fast-check'
import type { AuthoredInvoice } from '../../shared/domain/authoring/authored.ts'
import { aubrelle, authored, college, courlange, department, line, tavernel, type Given } from './authored.ts'
import { faultsOf } from '../../shared/domain/authoring/faults.ts'
import { randomAuthored } from './random-authored.ts'

const hospital = { ...college, name: 'Centre hospitalier de Varescourt', siret: '12345678200077' }
const state = { ...college, name: 'Services de l’État', siret: '11000201100044' }
const syndicate = { ...college, name: 'Syndicat des eaux du Val d’Œuf & Cie <Łódź>', siret: '12345678200069' }
const needy: Given = {
  buyer: department,
  serviceCode: 'SERVICE_DEST_SERV_OBL',
  serviceName: 'Bâtiments',
  engagementNumber: 'EJ-2026-0912',
}

const carpentry = [
  line({
    reference: 'PB-83',
    designation: 'Bloc-porte intérieur, âme pleine, 83 × 204 cm',
    details: 'École',
    quantity: 40_000,
    unitPrice: 285_000_000,
    discount: 500,
  }),
  line({ reference: 'PO-INT', details: 'École', quantity: 40_000, unitPrice: 130_000_000 }),
  line({
    reference: 'FEN-120',
    designation: 'Fenêtre bois, double vitrage, 120 × 135 cm, posée',
    details: 'Logement communal, travaux d’économie d’énergie',
    quantity: 30_000,
    unitPrice: 640_000_000,
    rate: 550,
  }),
  line({
    reference: 'HAB-ML',
    designation: 'Habillages intérieurs, pin verni',
    details: 'Logement communal achevé depuis plus de deux ans',
    quantity: 144_000,
    unit: 'LM',
    unitPrice: 18_500_000,
    rate: 1000,
  }),
  line({ reference: 'DEP', designation: 'Déplacement et évacuation', unit: 'LS', unitPrice: 95_000_000 }),
]
const graphics = (motive: string) => [
  line({
    designation: 'Conception de la plaquette, trois volets, deux allers-retours',
    unit: 'LS',
    unitPrice: 480_000_000,
    rate: 0,
    motive,
  }),
  line({ designation: 'Déclinaison en affiche A3', quantity: 20_000, unitPrice: 90_000_000, rate: 0, motive }),
]
const items = (vat: { rate: number; motive?: string }) =>
  [
    ['6.1', 'Blocs-portes coupe-feu EI 30, posés', 1_840_000, 8000, 920_000],
    ['6.2', 'Cloisons vitrées des bureaux', 1_260_000, 6000, 378_000],
    ['6.3', 'Placards et rangements', 725_000, 2000, 0],
    ['6.4', 'Plinthes et finitions', 415_000, 0, 0],
  ].map(([reference, designation, contract, toDate, previous]) =>
    line({
      ...vat,
      reference: String(reference),
      designation: String(designation),
      progress: { contract: Number(contract), toDate: Number(toDate), previous: Number(previous) },
    }),
  )
const works: Given = {
  kind: 'situation',
  nature: 'services',
  subject: 'Collège de Varescourt, restructuration. Lot 6, menuiseries intérieures',
  performedFrom: '2026-10-26',
  performedTo: '2026-11-20',
  contractNumber: '2025-TRX-014',
  situation: { rank: 3, before: 'Situations précédentes : n° 1, facture 2026-0071 ; n° 2, facture 2026-0104.' },
}
const franchise: Given = {
  seller: tavernel,
  legal: 'Maud Tavernel, entrepreneur individuel (EI). Immatriculée au RNE sous le numéro 987 654 324.',
  nature: 'services',
  subject: 'Plaquette et affiche des portes ouvertes 2027',
  lines: graphics('franchise'),
}
const origin = { number: '2026-0125', date: '2026-10-27' }
const deposit = { amount: 60_000, invoice: { number: '2026-0110', date: '2026-10-09' }, tax: 10_000 }

/** One of each case, by name. */
const cases: Record<string, Given> = {
  simple: {},
  maquette: { ...needy, lines: carpentry, prepaid: deposit },
  remises: {
    lines: [line({ discount: 1250 }), line({ discount: 10_000 }), line({ discount: 1, unitPrice: 7_770_000 })],
  },
  'remise-globale': { lines: carpentry, discount: { kind: 'percent', value: 333, reason: 'Remise de fidélité' } },
  'remise-montant': { lines: carpentry, discount: { kind: 'amount', value: 10_001, reason: 'Geste commercial' } },
  'remise-service': { ...needy, lines: carpentry, discount: { kind: 'amount', value: 7, reason: 'Arrondi' } },
  acompte: { kind: 'deposit', lines: [line({ designation: 'Acompte de 30 % à la commande', unit: 'LS' })] },
  'solde-acompte': { lines: carpentry, prepaid: deposit },
  'acompte-sans-facture': { prepaid: { amount: 1000, invoice: null, tax: null } },
  franchise,
  'franchise-service': { ...franchise, ...needy },
  'franchise-remise': { ...franchise, discount: { kind: 'percent', value: 1000, reason: 'Remise' } },
  'franchise-debours': { ...franchise, lines: [...graphics('franchise'), ...graphics('debours')] },
  formation: { nature: 'services', lines: graphics('formation') },
  soins: { buyer: hospital, serviceCode: 'ACHATS', nature: 'services', lines: graphics('soins') },
  association: { nature: 'services', lines: graphics('association') },
  debours: {
    lines: [...carpentry, line({ designation: 'Droits de voirie avancés pour vous', rate: 0, motive: 'debours' })],
  },
  'debours-service': {
    ...needy,
    lines: [...carpentry, line({ rate: 0, motive: 'debours' })],
    discount: { kind: 'percent', value: 200, reason: 'Remise' },
  },
  autoliquidation: {
    ...works,
    ...needy,
    cadre: 'A9',
    valideur: courlange,
    lines: items({ rate: 0, motive: 'autoliquidation' }),
    retention: 500,
  },
  'autoliquidation-prix': { cadre: 'A9', valideur: courlange, lines: [line({ rate: 0, motive: 'autoliquidation' })] },
  situation: { ...works, lines: items({ rate: 2000 }), retention: 500 },
  'situation-deux-taux': { ...works, lines: [...items({ rate: 2000 }), ...items({ rate: 1000 })], retention: 300 },
  'situation-reprise': {
    ...works,
    lines: [...items({ rate: 2000 }), line({ progress: { contract: 100_000, toDate: 2000, previous: 30_000 } })],
  },
  'avoir-partiel': { kind: 'creditNote', origin, reason: 'deux tables livrées en trop, reprises le 19 novembre 2026' },
  'avoir-total': { kind: 'creditNote', origin, lines: carpentry, ...needy },
  'avoir-franchise': { ...franchise, kind: 'creditNote', origin },
  'avoir-remise': { kind: 'creditNote', origin, lines: carpentry, discount: { kind: 'percent', value: 500 } },
  'deja-payee': { cadre: 'A2', paymentMode: 'AUTRE', dueDate: '2026-11-23' },
  'deja-payee-cheque': { cadre: 'A2', paymentMode: 'CHEQUE', iban: '', bic: '', dueDate: '2026-11-23' },
  cotraitant: { cadre: 'A12', valideur: courlange, lines: carpentry },
  'sous-traitant-tva': { cadre: 'A9', valideur: courlange, lines: carpentry, ...needy },
  service: { ...needy },
  etat: { buyer: state, serviceCode: 'SFACETAT', engagementNumber: '0000048295' },
  'service-ou': { buyer: syndicate, serviceCode: 'SERVICE_OU', contractNumber: 'MARCHE-2026/014' },
  'engagement-long': { engagementNumber: 'E'.repeat(50), contractNumber: 'M'.repeat(50) },
  livraison: {
    nature: 'goods',
    deliveredTo: {
      name: 'École Simone-Vasseur',
      address: { lines: ['2, place du Marché'], postcode: '99410', city: 'Saint-Aubrac' },
    },
  },
  periode: { nature: 'services', performedFrom: '2026-10-01', performedTo: '2026-10-31' },
  debits: { isVatOnDebits: true, lines: carpentry },
  echeance: { dueDate: '2026-12-23' },
  'trois-cents-lignes': {
    lines: Array.from({ length: 300 }, (_, index) =>
      line({
        reference: `A-${index + 1}`,
        designation: `Article ${index + 1} du bordereau des prix`,
        details: index % 7 ? '' : 'Fourni, posé et réglé, évacuation comprise',
        quantity: 10_000 + index * 37,
        unitPrice: 3_330_000 + index * 12_345,
        rate: [2000, 1000, 550][index % 3]!,
      }),
    ),
  },
  'trente-cinq-lignes': {
    ...needy,
    lines: Array.from({ length: 35 }, (_, index) =>
      line({ designation: `Prestation n° ${index + 1}`, quantity: 5000 * (index + 1) }),
    ),
  },
  decimales: { lines: [line({ quantity: 33_333, unitPrice: 123_457 }), line({ quantity: 1, unitPrice: 999_999_999 })] },
  textes: {
    subject: 'Réfection « à l’ancienne » : chêne & châtaignier <massif>, 50 % d’acompte, ½ journée, œuvre d’art',
    lines: [
      line({
        designation: `${'Fourniture et pose de menuiseries extérieures en bois exotique certifié. '.repeat(4)}Fin.`,
        details: 'Référence-sans-aucun-espace-'.repeat(5),
      }),
    ],
    comment: 'Merci d’adresser toute question à l’atelier, du lundi au vendredi.',
  },
  gratuit: { lines: [line(), line({ designation: 'Échantillon offert', unitPrice: 0 })] },
  retour: { lines: [line({ quantity: 50_000 }), line({ designation: 'Reprise de deux pièces', quantity: -20_000 })] },
  'outre-mer': { lines: [line({ rate: 850 }), line({ rate: 210, quantity: 30_000 })] },
  corse: { lines: [line({ rate: 90 }), line({ rate: 1300 }), line({ rate: 2000 })] },
  cheque: { paymentMode: 'CHEQUE', iban: '', bic: '' },
  prelevement: { paymentMode: 'PRELEVEMENT' },
  especes: { paymentMode: 'ESPECE', iban: '', bic: '' },
  report: { paymentMode: 'REPORT', dueDate: '2027-01-31' },
  biens: { nature: 'goods', seller: { ...aubrelle, email: '', phone: '' }, legal: '' },
}

const RANDOM = 60 - Object.keys(cases).length

/** The sixty made invoices: one of each case, then random ones for this seed; each with its name and a number of its own. */
export function madeInvoices(seed: number): { name: string; invoice: AuthoredInvoice }[] {
  const named = Object.entries(cases).map(([name, given]) => ({ name, given }))
  const random = fc
    .sample(randomAuthored, { seed, numRuns: 200 })
    // A discount beyond the whole, a deposit beyond the total: our own checks refuse them.
    .filter((invoice) => faultsOf(invoice).length === 0)
    .slice(0, RANDOM)
    .map((given, index) => ({ name: `hasard-${index + 1}`, given }))
  return [...named, ...random].map(({ name, given }, index) => ({
    name: `${String(index + 1).padStart(2, '0')}-${name}`,
    invoice: authored({ ...given, number: `${given.kind === 'creditNote' ? 'AV-' : ''}2026-${1001 + index}` }),
  }))
}
