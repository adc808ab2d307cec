import { learnFrom, type Learnt, type Taught } from './lessons/learn.ts'
import { openPdf } from './pdf.ts'

/** What a corrected PDF teaches of its layout; of a scan, what was recognised on its pages. Throws BadPdf. */
export async function learnPdf(bytes: Uint8Array, { recognised = [], ...taught }: Taught): Promise<Learnt> {
  const { pages, close } = await openPdf(bytes)
  await close()
  return learnFrom(
    pages.map((page) => recognised.find(({ number }) => number === page.number) ?? page),
    taught,
  )
}
