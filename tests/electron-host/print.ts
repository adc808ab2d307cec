import type { Protocol } from './cdp.ts'

/** Sheets Electron knows by name, in inches. */
const SHEETS: Record<string, [number, number]> = {
  ...{ A0: [33.11, 46.81], A1: [23.39, 33.11], A2: [16.54, 23.39], A3: [11.7, 16.54], A4: [8.27, 11.7] },
  ...{ A5: [5.83, 8.27], A6: [4.13, 5.83], Legal: [8.5, 14], Letter: [8.5, 11], Tabloid: [11, 17], Ledger: [17, 11] },
}

/** Electron's options of printToPDF, in Chromium's words. */
export function printParameters(options: Electron.PrintToPDFOptions = {}): Protocol.Page.printToPDFParameters {
  const { pageSize, margins, ...same } = options
  const [paperWidth, paperHeight] =
    typeof pageSize === 'object' ? [pageSize.width, pageSize.height] : SHEETS[pageSize ?? 'Letter']!
  const { top: marginTop, bottom: marginBottom, left: marginLeft, right: marginRight } = margins ?? {}
  const parameters = { ...same, paperWidth, paperHeight, marginTop, marginBottom, marginLeft, marginRight }
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined))
}
