import { constants, inflateSync } from 'node:zlib'

const XML_BYTES = 20 * 1024 * 1024
const PEEK_BYTES = 4096
/** An invoice opens with its root; the metadata of a PDF may name one, but opens otherwise. */
const isInvoice = (bytes: Buffer) =>
  /<(\w+:)?(CrossIndustryInvoice|CrossIndustryDocument|Invoice|CreditNote)[\s>]/.test(bytes.toString('latin1'))

/**
 * The XML of an invoice inside a PDF: the first stream that begins like one, inflated within bounds. Undefined when
 * there is none, or none that can be read.
 */
export function xmlInPdf(pdf: Buffer): Buffer | undefined {
  for (const stream of streamsOf(pdf)) {
    const peek = opened(stream, { isPeek: true })
    if (peek && isInvoice(peek)) return opened(stream, { isPeek: false })
  }
  return undefined
}

type Stream = { isDeflated: boolean; data: Buffer }

/** The streams of a PDF that are not pictures. Written without an index: a simulator may be simple-minded. */
function* streamsOf(pdf: Buffer): Generator<Stream> {
  let last = 0
  for (let start = pdf.indexOf('stream'); start >= 0; start = pdf.indexOf('stream', Math.max(last, start + 6))) {
    const before = pdf.subarray(Math.max(last, start - 1024), start).toString('latin1')
    // The word also ends names such as octet-stream: a stream follows its dictionary.
    if (!/>>\s*$/.test(before)) continue
    const close = pdf.indexOf('endstream', start + 6)
    if (close < 0) return
    const dictionary = before.slice(before.lastIndexOf('obj') + 3)
    const data = pdf.subarray(start + (pdf[start + 6] === 13 ? 8 : 7), close)
    if (!/\/Subtype\s*\/Image/.test(dictionary)) yield { isDeflated: dictionary.includes('/FlateDecode'), data }
    last = close + 9
  }
}

function opened({ isDeflated, data }: Stream, { isPeek }: { isPeek: boolean }): Buffer | undefined {
  if (!isDeflated) return data.subarray(0, isPeek ? PEEK_BYTES : XML_BYTES)
  try {
    return inflateSync(isPeek ? data.subarray(0, PEEK_BYTES) : data, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: XML_BYTES,
    })
  } catch {
    return undefined
  }
}
