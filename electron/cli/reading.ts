import type { Reading } from '../../shared/domain/document/reading.ts'
import { refusal } from '../core/reading/outcome.ts'
import { createScanner, type Progress } from '../core/reading/scan/scanner.ts'
import { isPicture, shapeOf } from '../core/reading/sniff.ts'
import { createReader } from '../core/reading/thread.ts'
import { documentOf } from '../core/reading/unwrap.ts'

type Options = {
  /** Recognises what is a picture. */
  scans?: boolean
  /** Hears which page of a scan is being recognised. */
  progress?: (name: string, progress: Progress) => void
}
export type FileReader = ReturnType<typeof openReading>

/** Reads files to the end: scans are recognised too. Whoever opens stops. */
export function openReading({ scans = true, progress = () => undefined }: Options = {}) {
  const reader = createReader()
  const scanner = createScanner()
  return {
    async read(given: Uint8Array, name: string): Promise<Reading> {
      // The reader has a sentence for whatever else it is not.
      const isMade = isPicture(await shapeOf(given))
      const document = isMade ? await documentOf({ name, bytes: given }) : { bytes: given }
      if ('refusal' in document) return refusal(document.refusal)
      const { bytes } = document
      const reading = await reader.read({ bytes }, name)
      if (!scans || !reading.document.scan) return reading
      const scan = await scanner.read(
        { source: { bytes }, unread: reading },
        { progress: (page) => progress(name, page) },
      )
      return scan.reading
    },
    async stop() {
      scanner.stop()
      await reader.stop()
    },
  }
}
