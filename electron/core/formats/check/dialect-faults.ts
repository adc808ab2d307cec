import { all, first, textAt, type XmlElement } from '../../reading/xml.ts'

/** What a platform wants that the fields do not show: the notes and the two electronic addresses (plateformes-agreees.md §4.2). */
export function platformFaults(root: XmlElement): string[] {
  const codes = noteCodes(root)
  const notes = ['PMT', 'PMD', 'AAB', 'ADN'].filter((code) => codes.filter((each) => each === code).length !== 1)
  const sides = [
    ['BR-FR-13 : l’adresse électronique du vendeur', addressOf(root, 'Seller')],
    ['BR-FR-12 : l’adresse électronique de l’acheteur', addressOf(root, 'Buyer')],
  ] as const
  return [
    ...notes.map((code) => `BR-FR-05, BR-FR-CPRO-00 : la note ${code} n’y est pas, ou deux fois`),
    ...sides.flatMap(([rule, address]) => (/^[A-Za-z0-9+\-_.]{1,125}$/.test(address) ? [] : [`${rule} manque`])),
  ]
}

const noteCodes = (root: XmlElement) =>
  root.name === 'CrossIndustryInvoice'
    ? all(root, 'ExchangedDocument', 'IncludedNote').map((note) => textAt(note, 'SubjectCode'))
    : all(root, 'Note').map(({ text }) => /^#([A-Z]{3})#/.exec(text.trim())?.[1] ?? '')

function addressOf(root: XmlElement, side: 'Seller' | 'Buyer') {
  if (root.name !== 'CrossIndustryInvoice') {
    return textAt(
      root,
      side === 'Seller' ? 'AccountingSupplierParty' : 'AccountingCustomerParty',
      'Party',
      'EndpointID',
    )
  }
  const agreement = first(root, 'SupplyChainTradeTransaction', 'ApplicableHeaderTradeAgreement')
  return textAt(agreement, `${side}TradeParty`, 'URIUniversalCommunication', 'URIID')
}
