import { PDFDocument } from '@cantoo/pdf-lib'

/** One PDF with the pages of these, one after the other, as a scanner or « imprimer tout » makes it. */
export async function joinPdfs(...files: Uint8Array[]): Promise<Uint8Array> {
  const whole = await PDFDocument.create()
  for (const file of files) {
    const source = await PDFDocument.load(file)
    for (const page of await whole.copyPages(source, source.getPageIndices())) whole.addPage(page)
  }
  return whole.save()
}
