import {
  PDFArray,
  PDFBool,
  PDFDict,
  PDFName,
  PDFRawStream,
  PDFStream,
  decodePDFRawStream,
  type PDFDocument,
  type PDFObject,
} from '@cantoo/pdf-lib'

/**
 * What keeps a PDF from becoming a PDF/A-3b without a change of its look, as French ends of a sentence (« ce PDF … »); empty when
 * nothing does. Clauses are those of ISO 19005-3. Careful on purpose: what is not understood is refused.
 */
export function obstaclesOf(pdf: PDFDocument): string[] {
  const found = pdf.context.enumerateIndirectObjects().flatMap(([, object]) => inside(object, 0))
  return [...new Set([...found, ...ofCatalog(pdf), ...ofPages(pdf)])]
}

type Find = (dict: PDFDict, is: (key: string, ...names: string[]) => boolean) => boolean | undefined

const CMYK = 'emploie des couleurs d’imprimerie (CMJN)'
const SCRIPT = 'contient un script ou une action automatique'

const REASONS: [reason: string, find: Find][] = [
  // 6.2.11.4.1: each font is embedded, but those that are drawings
  ['emploie une police qui n’est pas incorporée', (dict, is) => isFont(is) && !isEmbedded(dict)],
  // 6.2.11.3.2
  ['a une police incomplète', (dict, is) => is('Subtype', 'CIDFontType2') && !dict.has(name('CIDToGIDMap'))],
  // 6.5.1, 6.5.2
  [SCRIPT, (dict, is) => dict.has(name('JS')) || dict.has(name('AA')) || is('S', ...FORBIDDEN_ACTIONS)],
  // 6.4.3; and what was signed may not be changed
  ['est signé : y joindre des données romprait la signature', (_, is) => is('FT', 'Sig') || is('Type', 'Sig')],
  // 6.1.7.2
  [
    'est compressé d’une façon que l’archivage refuse (LZW)',
    (dict) => filtersOf(dict).some((each) => each === 'LZWDecode' || each === 'Crypt'),
  ],
  // 6.2.8, 6.2.9
  [
    'contient une image que l’archivage refuse',
    (dict, is) =>
      is('Subtype', 'PS') ||
      dict.get(name('Interpolate')) === PDFBool.True ||
      ['Alternates', 'OPI', 'Ref'].some((key) => is('Type', 'XObject') && dict.has(name(key))),
  ],
  // 6.2.5; the same keys name roles of a structure elsewhere
  [
    'a des réglages d’impression que l’archivage refuse',
    (dict) => ['TR', 'HTP'].some((key) => dict.has(name(key))) && STATE.some((key) => dict.has(name(key))),
  ],
  // 6.3.1, 6.3.3
  ['a une annotation que l’archivage refuse', (dict, is) => is('Type', 'Annot') && !isQuietAnnotation(dict, is)],
  // 6.8: what it carries already would have to be described anew
  ['contient déjà un fichier joint', (dict) => dict.has(name('EF'))],
]

const name = (text: string) => PDFName.of(text)
/** Keys by which a graphics state is known. */
const STATE = ['SA', 'OP', 'op', 'OPM', 'BM', 'SM', 'ca', 'CA', 'HT', 'UCR2', 'BG2']
const FORBIDDEN_ACTIONS = [
  'JavaScript',
  'Launch',
  'Sound',
  'Movie',
  'ResetForm',
  'ImportData',
  'Hide',
  'SetOCGState',
  'Rendition',
  'Trans',
  'GoTo3DView',
]

const isFont = (is: Parameters<Find>[1]) =>
  is('Type', 'Font') && is('Subtype', 'Type1', 'MMType1', 'TrueType', 'CIDFontType0', 'CIDFontType2')

function isEmbedded(font: PDFDict): boolean {
  const descriptor = font.lookup(name('FontDescriptor'))
  return (
    descriptor instanceof PDFDict && ['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor.has(name(key)))
  )
}

/** A link, which draws nothing; any other needs a drawing of its own, and stays as it is where it has one. */
const isQuietAnnotation: Find = (dict, is) =>
  is('Subtype', 'Link', 'Popup') ||
  (!is('Subtype', 'Screen', 'Movie', 'Sound', '3D', 'RichMedia') && dict.has(name('AP')))

const filtersOf = (dict: PDFDict): string[] => {
  const filter = dict.lookup(name('Filter'))
  const all = filter instanceof PDFArray ? filter.asArray() : [filter]
  return all.flatMap((each) => (each instanceof PDFName ? [each.decodeText()] : []))
}

/** Max depth of direct objects one looks into. */
const DEPTH = 12

function inside(object: PDFObject | undefined, depth: number): string[] {
  if (depth > DEPTH) return ['est trop emboîté pour être vérifié']
  if (object instanceof PDFName) return object === name('DeviceCMYK') ? [CMYK] : []
  if (object instanceof PDFArray) return object.asArray().flatMap((each) => inside(each, depth + 1))
  const dict = object instanceof PDFStream ? object.dict : object
  if (!(dict instanceof PDFDict)) return []
  const is = (key: string, ...names: string[]) => {
    const value = dict.lookup(name(key))
    return value instanceof PDFName && names.includes(value.decodeText())
  }
  const own = REASONS.filter(([, find]) => find(dict, is)).map(([reason]) => reason)
  return [...own, ...dict.values().flatMap((value) => inside(value, depth + 1))]
}

/** Forms that are filled by a program (6.4.2), layers that change by themselves (6.9). */
function ofCatalog({ catalog }: PDFDocument): string[] {
  const form = catalog.lookup(name('AcroForm'))
  const isLive =
    form instanceof PDFDict && (form.has(name('XFA')) || form.get(name('NeedAppearances')) === PDFBool.True)
  const layers = catalog.has(name('OCProperties'))
  return [...(isLive ? ['est un formulaire à remplir'] : []), ...(layers ? ['a des calques'] : [])]
}

/** Paper sizes (6.1.13), and colours set in the pages themselves (6.2.4.3). */
function ofPages(pdf: PDFDocument): string[] {
  const sizes = pdf.getPages().flatMap((page) => Object.values(page.getSize()))
  const isOdd = sizes.some((size) => size < 3 || size > 14_400)
  const drawings = pdf.context
    .enumerateIndirectObjects()
    .map(([, object]) => (object instanceof PDFRawStream ? drawingOf(object) : undefined))
  return [
    ...(isOdd ? ['a une page d’une taille que l’archivage refuse'] : []),
    ...(drawings.includes(null) ? ['a un contenu démesuré'] : []),
    ...(drawings.some((drawing) => drawing && setsCmyk(drawing)) ? [CMYK] : []),
  ]
}

/** Pictures, fonts and profiles hold no operators. */
const isDrawing = ({ dict }: PDFRawStream) => {
  const subtype = dict.lookup(name('Subtype'))
  const isOther = ['Length1', 'N', 'BitsPerComponent', 'FunctionType'].some((key) => dict.has(name(key)))
  return !isOther && (subtype === undefined || subtype === name('Form'))
}

/** Max bytes of a page's drawing once unpacked: what swells beyond is no invoice. */
const MAX_DRAWING = 20_000_000

/** Drawing of a page or a form, unpacked; undefined for what is none, null for one that swells without end. */
function drawingOf(stream: PDFRawStream): string | null | undefined {
  if (!isDrawing(stream)) return undefined
  const bytes = decodePDFRawStream(stream).getBytes(MAX_DRAWING + 1)
  return bytes.length > MAX_DRAWING ? null : new TextDecoder('latin1').decode(bytes)
}

/** Operators k and K, and inline pictures in CMYK; texts are left out. */
const setsCmyk = (drawing: string): boolean =>
  /(?:^|[\s\]])[kK](?=[\s/[]|$)|\/(?:CS|ColorSpace)\s*\/(?:CMYK|DeviceCMYK)/.test(
    drawing.replace(/\((?:\\.|[^\\()])*\)/g, ''),
  )
