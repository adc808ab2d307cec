import { formatCents } from '../../../shared/base/money.ts'
import { natureSaid } from '../../../shared/domain/document/nature.ts'
import type { DocumentFacts, Origins, Reading } from '../../../shared/domain/document/reading.ts'
import { readAttachments, type XmlInvoice } from './facturx.ts'
import type { ReadingContext } from './known.ts'
import { mentionsIn } from './mentions.ts'
import { ESSENTIALS, missingIn, note, reading, refusal } from './outcome.ts'
import { partsOf } from './parts.ts'
import { BadPdf, openPdf, type OpenPdf } from './pdf.ts'
import type { Attachment } from './embedded.ts'
import { codesOf, originsOf, reservationOf } from './read-xml.ts'
import { compareWithPage } from './compare.ts'
import { schemaNotes } from './xsd/schema-notes.ts'
import { pagesToRecognise } from './scan/which-pages.ts'
import { readText, type TextReading } from './text.ts'

/** Reads a PDF: the XML in it, else its text. Never throws for bad input. */
export const readPdf = (bytes: Uint8Array, memory: ReadingContext): Promise<Reading> =>
  withPdf(bytes, (pdf) => readOpenPdf(pdf, memory))

/** Opens a PDF for as long as it is worked on; one that cannot be opened is answered with a sentence. */
export async function withPdf(bytes: Uint8Array, work: (pdf: OpenPdf) => Promise<Reading>): Promise<Reading> {
  let pdf: OpenPdf
  try {
    pdf = await openPdf(bytes)
  } catch (error) {
    if (error instanceof BadPdf) return unopened(error)
    throw error
  }
  try {
    return await work(pdf)
  } finally {
    await pdf.close()
  }
}

const UNOPENED: Record<BadPdf['code'], string> = {
  password:
    'Ce PDF est protégé par un mot de passe : Chorus Pro ne pourrait pas l’ouvrir non plus. Enregistrez-le sans mot de passe, puis déposez-le de nouveau.',
  damaged: 'Ce PDF est abîmé ou incomplet. Téléchargez-le ou exportez-le de nouveau.',
  huge: 'Une page de ce PDF mesure plus de 1,70 m de côté : ce n’est pas une facture. Enregistrez-la au format A4, puis déposez-la de nouveau.',
}

function unopened({ code }: BadPdf): Reading {
  const answer = refusal(UNOPENED[code], { kind: 'pdf' })
  return code === 'password' ? { ...answer, document: { ...answer.document, status: 'password' } } : answer
}

async function readOpenPdf(pdf: OpenPdf, memory: ReadingContext): Promise<Reading> {
  const { invoice, notes, isHostile } = await readAttachments(pdf.attachments)
  const text = readText(pdf.pages, memory)
  const hasText = text.document.cells.length > 0
  const facts: RuleContext = { pages: pdf.pageCount, hasText, notes, ...signed(pdf) }
  if (invoice)
    return ofFacturx({ invoice, text, facts: { ...facts, notes: [...notes, ...(await schemaNotes(invoice))] } })
  if (isHostile) {
    return refusal(
      'Les données XML cachées dans ce PDF sont dangereuses ou démesurées. Enregistrez la facture en PDF simple, puis déposez-la de nouveau.',
      { ...facts, kind: 'pdf' },
    )
  }
  const cover = missingIn(text.fields).length === ESSENTIALS.length ? await pdf.coverOf() : undefined
  if (cover) return covered(COVERS[cover](pdf.attachments), facts)
  const bare = pagesToRecognise(pdf, text.fields)
  const scan = bare.length ? { pages: bare, isRead: false } : undefined
  if (!hasText || bare.length === pdf.pages.length) return unread(pdf, { ...facts, ...(scan ? { scan } : {}) })
  if (scan) facts.notes = [...notes, ofPictures(scan.pages)]
  // Of a very long PDF not every page is read: nobody can tell where its invoices begin.
  const isWhole = pdf.pages.length === pdf.pageCount
  const parts = isWhole ? partsOf(pdf.pages) : []
  return reading({
    kind: 'pdf',
    source: 'text',
    fields: text.fields,
    origins: text.origins,
    message: natureIn(text),
    facts: {
      ...facts,
      notes: [...facts.notes, ...notesOf(text)],
      ...(scan && { scan }),
      ...(parts.length > 0 && { parts }),
      ...saidBesides(text),
      ...(isWhole && !scan && { mentions: mentionsIn(text.document) }),
    },
  })
}

/** What the person is told when the page calls itself something else than an invoice; else empty. */
export function natureIn({ nature }: TextReading): string {
  const said = nature && natureSaid(nature)
  return said ? `${said.message} ${said.advice}` : ''
}

/** A signature would be broken by turning pages. */
export const signed = ({ isSigned }: OpenPdf) => (isSigned ? { isSigned } : {})

/** What the text says besides the values of its fields. */
export const saidBesides = ({ nature, isAssigned, exemption, adjustments }: TextReading) => ({
  ...(nature && { nature }),
  ...(isAssigned && { isAssigned }),
  ...(exemption && { exemption }),
  ...(adjustments.length > 0 && { adjustments }),
})

/** What the rulebook says too, for whoever reads without it. */
export const notesOf = ({ isAssigned, adjustments }: TextReading) => [
  ...(isAssigned
    ? [
        note(
          'assigned',
          'La page dit que la créance est cédée : sa mention va dans « Commentaire », le compte est celui du factor.',
        ),
      ]
    : []),
  ...adjustments.map(({ label, cents }) =>
    note('adjusted', `Entre le TTC et le net à payer, la page porte « ${label} » : ${formatCents(cents)}.`),
  ),
]

export type RuleContext = Pick<
  DocumentFacts,
  | 'pages'
  | 'hasText'
  | 'notes'
  | 'isSigned'
  | 'scan'
  | 'parts'
  | 'mentions'
  | 'nature'
  | 'adjustments'
  | 'isAssigned'
  | 'exemption'
>

function ofFacturx({ invoice, text, facts }: { invoice: XmlInvoice; text: TextReading; facts: RuleContext }): Reading {
  const { notes } = invoice.structured
  const fields = { ...invoice.structured.fields }
  const page = compareWithPage(fields, text)
  const origins: Origins = originsOf(invoice, 'facturx')
  for (const [name, place] of Object.entries(page.places)) {
    const origin = origins[name as keyof Origins]
    if (origin) origins[name as keyof Origins] = { ...origin, place }
  }
  // The data give a SIREN only: the page may have the rest, for a person to look at.
  for (const name of ['supplierSiret', 'buyerSiret'] as const) {
    const [value, origin] = [text.fields[name], text.origins[name]]
    if (!invoice.structured.sirens[name] || !value || !origin) continue
    fields[name] = value
    origins[name] = { ...origin, trust: 'check' }
  }
  const hidden = note(
    'facturx',
    'Ce fichier contient des données Factur-X : Chorus Pro les utilisera à la place du formulaire.',
  )
  return reading({
    kind: 'facturx',
    source: 'facturx',
    fields,
    origins,
    facts: { ...facts, notes: [hidden, ...facts.notes, ...notes, ...page.notes], ...codesOf(invoice) },
    message: reservationOf(invoice),
  })
}

const COVERS = {
  portfolio: (files: Attachment[]) =>
    `Ce PDF est un porte-documents : sa page n’est qu’une couverture, ce qu’il contient est joint${listOf(files)}. Ouvrez-le dans Acrobat Reader, enregistrez la facture à part, puis déposez-la.`,
  xfa: () =>
    'Ce PDF est un formulaire que seul Acrobat affiche (XFA) : Chorus Pro n’en montrerait qu’une page d’attente. Ouvrez-le dans Acrobat Reader, imprimez-le en PDF, puis déposez ce PDF.',
}

/** The names of the first files. */
const listOf = (files: Attachment[]) =>
  files.length > 0
    ? ` (${files
        .slice(0, 3)
        .map(({ name }) => name)
        .join(', ')}${files.length > 3 ? '…' : ''})`
    : ''

/** What holds the invoice is elsewhere; a person may type it all the same. */
function covered(message: string, facts: RuleContext): Reading {
  const answer = refusal(message, { ...facts, kind: 'pdf' })
  return { ...answer, document: { ...answer.document, status: 'partial' } }
}

/** What is said of a PDF before its pictures are recognised, and when they cannot be. */
function unread(pdf: OpenPdf, facts: RuleContext): Reading {
  if (pdf.disbelieved.some(({ why }) => why === 'meaningless')) {
    const message =
      'Le texte de ce PDF ne peut pas être lu par une machine : ses lettres n’ont pas de sens connu. Saisissez la facture d’après le document.'
    return nothingFound({ facts, message })
  }
  if (!pdf.hasPictures && pdf.disbelieved.length === 0) return blank(facts)
  const message =
    'Ce PDF est une image, comme un scan : il ne contient pas de texte. Saisissez la facture d’après le document.'
  return nothingFound({ facts, message })
}

/** Nothing is written on any page. */
export const blank = (facts: RuleContext): Reading =>
  refusal('Ce PDF ne contient ni texte ni image : ses pages sont blanches. Vérifiez que c’est le bon fichier.', {
    ...facts,
    kind: 'pdf',
  })

/** An invoice, very likely, but for a person’s eyes only. */
export function nothingFound({ facts, message }: { facts: RuleContext; message: string }): Reading {
  const answer = refusal(message, { ...facts, hasText: false, kind: 'pdf' })
  return { ...answer, document: { ...answer.document, status: 'partial' } }
}

const ofPictures = (pages: number[]) =>
  note(
    'pictures',
    pages.length > 1
      ? `Les pages ${pages.join(', ')} sont des images : elles n’ont pas été lues.`
      : `La page ${pages.join()} est une image : elle n’a pas été lue.`,
  )
