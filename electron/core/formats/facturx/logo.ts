import { PDFDocument, PDFName, PDFRawStream, type PDFImage } from '@cantoo/pdf-lib'

/** A logo that cannot go into an invoice. The message is a French sentence. */
export class BadLogo extends Error {}

/** Embeds a logo in PNG or JPEG. Throws BadLogo for another format, and for colours of print, which sRGB does not hold. */
export async function embedLogo(pdf: PDFDocument, bytes: Uint8Array): Promise<PDFImage> {
  const isPng = bytes[0] === 0x89 && bytes[1] === 0x50
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8
  if (!isPng && !isJpeg) throw new BadLogo('Le logo doit être une image PNG ou JPEG.')
  const image = await (isPng ? pdf.embedPng(bytes) : pdf.embedJpg(bytes)).catch(() => {
    throw new BadLogo('Cette image ne s’ouvre pas. Choisissez une autre image pour le logo.')
  })
  await image.embed()
  const stream = pdf.context.lookup(image.ref)
  if (stream instanceof PDFRawStream && stream.dict.get(PDFName.of('ColorSpace')) === PDFName.of('DeviceCMYK')) {
    throw new BadLogo('Ce logo est en couleurs d’imprimerie (CMJN). Enregistrez-le en RVB.')
  }
  return image
}

/** Whether a picture may be the logo of an invoice: looked at before it is kept. */
export async function isLogo(bytes: Uint8Array): Promise<boolean> {
  try {
    await embedLogo(await PDFDocument.create(), bytes)
    return true
  } catch (error) {
    if (error instanceof BadLogo) return false
    throw error
  }
}
