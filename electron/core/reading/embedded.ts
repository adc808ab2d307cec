/** A file carried inside the PDF; the name is a text, never a path. What cannot be unpacked is empty. */
export type Attachment = { name: string; content: () => Promise<Uint8Array> }

/** Whether something is embedded at all: its stream says so in clear, wherever its name stands. */
const EMBEDS = /\/EmbeddedFile\b|\/text#2Fxml\b/

/**
 * Files a PDF carries by /AF alone or by an annotation, without an entry in the tree of names, where pdf.js looks. Takes the
 * bytes of the PDF; gives none for one that cannot be taken apart.
 */
export async function embeddedFiles(bytes: Uint8Array): Promise<Attachment[]> {
  if (!EMBEDS.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'))) return []
  try {
    const { PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFString, decodePDFRawStream } =
      await import('@cantoo/pdf-lib')
    const { context } = await PDFDocument.load(bytes, { ignoreEncryption: true, updateMetadata: false })
    return context.enumerateIndirectObjects().flatMap(([, object]): Attachment[] => {
      const files = object instanceof PDFDict ? object.lookupMaybe(PDFName.of('EF'), PDFDict) : undefined
      if (!files || !(object instanceof PDFDict)) return []
      const stream = files.lookup(PDFName.of('F')) ?? files.lookup(PDFName.of('UF'))
      const name = object.lookup(PDFName.of('UF')) ?? object.lookup(PDFName.of('F'))
      if (!(stream instanceof PDFRawStream)) return []
      return [
        {
          name: name instanceof PDFString || name instanceof PDFHexString ? name.decodeText() : '',
          content: () =>
            Promise.resolve()
              .then(() => decodePDFRawStream(stream).decode())
              .catch(() => new Uint8Array()),
        },
      ]
    })
  } catch {
    return []
  }
}
