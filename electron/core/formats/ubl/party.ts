import type { Address } from '../../../../shared/domain/authoring/authored.ts'
import { leaf, node, type Markup } from '../markup.ts'
import type { PartyTerms } from '../terms.ts'

/** Party of a UBL document, with the agent of a seller inside it (EXT-FR-FE-BG-03). */
export const partyOf = (terms: PartyTerms, agent: PartyTerms | null): Markup =>
  node('cac:Party', ...contentOf(terms), agent ? node('cac:AgentParty', ...contentOf(agent)) : '')

const contentOf = (terms: PartyTerms): Markup[] => [
  leaf('cbc:EndpointID', terms.endpoint, { schemeID: '0225' }),
  ...terms.ids.map(({ value, scheme }) => node('cac:PartyIdentification', leaf('cbc:ID', value, { schemeID: scheme }))),
  node('cac:PartyName', leaf('cbc:Name', terms.name)),
  addressOf('cac:PostalAddress', terms.address),
  taxScheme(terms.vatNumber, 'VAT'),
  // Any scheme but VAT makes it BT-32.
  taxScheme(terms.taxId, 'LOC'),
  node(
    'cac:PartyLegalEntity',
    leaf('cbc:RegistrationName', terms.name),
    terms.legal ? leaf('cbc:CompanyID', terms.legal.value, { schemeID: terms.legal.scheme }) : '',
  ),
  node('cac:Contact', leaf('cbc:Telephone', terms.phone), leaf('cbc:ElectronicMail', terms.email)),
]

const taxScheme = (id: string, scheme: string) =>
  id ? node('cac:PartyTaxScheme', leaf('cbc:CompanyID', id), node('cac:TaxScheme', leaf('cbc:ID', scheme))) : ''

/** Address of a UBL document under the element that holds it. */
export const addressOf = (name: string, { lines, postcode, city, country }: Address): Markup =>
  node(
    name,
    leaf('cbc:StreetName', lines[0]),
    leaf('cbc:AdditionalStreetName', lines[1]),
    leaf('cbc:CityName', city),
    leaf('cbc:PostalZone', postcode),
    node('cac:AddressLine', leaf('cbc:Line', lines[2])),
    node('cac:Country', leaf('cbc:IdentificationCode', country)),
  )
