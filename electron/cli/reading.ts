import type { Reading } from '../../shared/domain/reading.ts'
import { createScanner, type Progress } from '../core/reading/scan/scanner.ts'
import { createReader } from '../core/reading/thread.ts'

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
    async read(bytes: Uint8Array, name: string): Promise<Reading> {
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
