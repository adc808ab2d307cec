import { learnFrom, type Learnt, type Taught } from './lessons/learn.ts'
import { openPdf } from './pdf.ts'

/** What a corrected PDF teaches of its layout. Throws BadPdf. */
export async function learnPdf(bytes: Uint8Array, taught: Taught): Promise<Learnt> {
  const { pages, close } = await openPdf(bytes)
  await close()
  return learnFrom(pages, taught)
}
