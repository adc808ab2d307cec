import { inflateSync, constants } from 'node:zlib'
import limits from '../../../shared/tables/reading-limits.json' with { type: 'json' }

/** No content of an invoice's page unpacks to more, in bytes. */
const MOST = 2_000_000
/** Streams that draw nothing: pictures, fonts, tables, data. */
const OTHER =
  /\/Subtype\s*\/(?:Image|XML|Type1C|CIDFontType0C|OpenType)|\/Length1|\/N\s\d|\/Type\s*\/(?:XRef|Metadata|EmbeddedFile|ObjStm)/

/** As light as nobody sees it on white paper. */
const LIGHT = String.raw`(?:1(?:\.0*)?|0?\.9[4-9]\d*)`

/** Operators that say whether letters leave ink (ISO 32000-1, table A.1): text modes, white, other colours, letters, boxes. */
const OPERATORS = new RegExp(
  [
    String.raw`(?<mode>\b[37]\s+Tr\b)`,
    String.raw`(?<white>\s(?:(?:${LIGHT}\s+){3}(?:rg|scn?)|${LIGHT}\s+(?:g|scn?)|(?:0(?:\.0*)?\s+){4}(?:k|scn?)))(?=\s)`,
    String.raw`(?<other>\s(?:rg|g|k|scn?|Q)(?=\s))`,
    String.raw`(?<show>[)\]>]\s*(?:T[jJ]|['"])(?=\s))`,
    String.raw`(?<box>\s(?:re|h)\s+f\*?(?=\s))`,
  ].join('|'),
  'g',
)

/**
 * Whether letters of a PDF may leave no ink that shows: written in a mode without ink, or clear, white where white may be the
 * ground, or under a white box. A quick look: what is meant by it is for hidden.ts to say, at twice the cost of a reading.
 */
export function mayHideInk(bytes: Uint8Array, latin1: string): boolean {
  if (/\/Encrypt\b/.test(latin1) || /\/ca\s+0(?:\.0*)?(?![.\d])/.test(latin1)) return true
  for (const { 0: word, index } of latin1.matchAll(/(?<!end)stream\r?\n/g)) {
    const facts = latin1.slice(Math.max(0, index - 300), index)
    const own = facts.slice(facts.lastIndexOf(' obj'))
    if (OTHER.test(own)) continue
    const start = index + word.length
    const end = latin1.indexOf('endstream', start)
    const content = own.includes('FlateDecode') ? unpacked(bytes.subarray(start, end)) : latin1.slice(start, end)
    if (hidesInk(` ${content}`)) return true
  }
  return false
}

function hidesInk(content: string) {
  let [isWhite, hasLetters] = [false, false]
  for (const { groups } of content.matchAll(OPERATORS)) {
    const { mode, white, other, show, box } = groups!
    if (mode || ((show || (box && hasLetters)) && isWhite)) return true
    if (show) hasLetters = true
    else if (white ?? other) isWhite = white !== undefined
  }
  return false
}

function unpacked(stream: Uint8Array) {
  try {
    return inflateSync(stream, { maxOutputLength: MOST, finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1')
  } catch {
    return ''
  }
}

/** Whether the pictures of a PDF could fill a page with letters one can read: what they are made of is written in the open. */
export function hasLargePictures(latin1: string): boolean {
  let pixels = 0
  for (const { index } of latin1.matchAll(/\/Subtype\s*\/Image\b/g)) {
    const around = latin1.slice(Math.max(0, index - WINDOW), index + WINDOW)
    const [width, height] = [/\/Width\s+(\d+)/, /\/Height\s+(\d+)/].map((side) =>
      Number(side.exec(around)?.[1] ?? Infinity),
    )
    pixels += width! * height!
    if (pixels >= limits.scanLeastPixels.value) return true
  }
  return false
}

/** Characters around « /Subtype /Image » its sides stand in; a picture whose sides stand elsewhere counts as large. */
const WINDOW = 400
