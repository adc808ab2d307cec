import fontkit from '@cantoo/fontkit'
import type { PDFDocument, PDFFont } from '@cantoo/pdf-lib'
import { resource } from './resource.ts'

/** Static weights of Inter, the figures of equal width apart: columns align, prose does not widen its hyphens. */
export type Fonts = Record<'text' | 'medium' | 'strong' | 'figures' | 'strongFigures', PDFFont>

const FILES: Record<keyof Fonts, { file: string; name: string; isTabular: boolean }> = {
  text: { file: 'Inter_400Regular', name: 'CHORIA+Inter-Regular', isTabular: false },
  medium: { file: 'Inter_500Medium', name: 'CHORIB+Inter-Medium', isTabular: false },
  strong: { file: 'Inter_600SemiBold', name: 'CHORIC+Inter-SemiBold', isTabular: false },
  figures: { file: 'Inter_400Regular', name: 'CHORID+Inter-Regular', isTabular: true },
  strongFigures: { file: 'Inter_600SemiBold', name: 'CHORIE+Inter-SemiBold', isTabular: true },
}

/** Subset fonts in a document, embedded as PDF/A wants them (ISO 19005-3, 6.2.11.4). Names are fixed: the same page, the same bytes. */
export async function embedFonts(pdf: PDFDocument): Promise<Fonts> {
  pdf.registerFontkit({ create: parsed })
  const entries = Object.entries(FILES).map(async ([key, { file, name, isTabular }]) => {
    // Letters stay the letters that were typed: no « x » between figures becomes « × ».
    const features = { tnum: isTabular, calt: false, liga: false }
    const font = await pdf.embedFont(bytesOf(file), { subset: true, customName: name, features })
    return [key, font] as const
  })
  return Object.fromEntries(await Promise.all(entries)) as Fonts
}

/** Bytes and parsed fonts, once for all documents: parsing takes longer than drawing. */
const files = new Map<string, Uint8Array>()
type Fontkit = Parameters<PDFDocument['registerFontkit']>[0]
const fonts = new Map<Uint8Array, ReturnType<Fontkit['create']>>()

function bytesOf(file: string) {
  const bytes = files.get(file) ?? resource(`fonts/${file}.ttf`)
  files.set(file, bytes)
  return bytes
}

function parsed(bytes: Uint8Array) {
  const font = fonts.get(bytes) ?? fontkit.create(bytes)
  fonts.set(bytes, font)
  return font
}

/**
 * Text as it is drawn: every space a plain one, as the portal's recognition wants (domaine.md §2.4); a letter the font has not is
 * « ? », since PDF/A takes no letter without a drawing.
 */
export function drawable(text: string, font: PDFFont): string {
  const known = charactersOf(font)
  const plain = text.replace(/[\s\u00ad]/g, ' ').replace(/[\u2010\u2011]/g, '-')
  return Array.from(plain, (letter) => (known.has(letter.codePointAt(0)!) ? letter : '?')).join('')
}

const characters = new WeakMap<PDFFont, Set<number>>()

function charactersOf(font: PDFFont) {
  const known = characters.get(font) ?? new Set(font.getCharacterSet())
  characters.set(font, known)
  return known
}
