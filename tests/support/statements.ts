import { typeDay } from '../../shared/base/dates.ts'

/** A line of an account: ISO day, cents (negative for what left), words. */
export type Line = { on: string; cents: number; label: string }
type Dialect = { name: string; make: (lines: Line[]) => Buffer }

const comma = (cents: number) => (cents / 100).toFixed(2).replace('.', ',')
const dot = (cents: number) => (cents / 100).toFixed(2)
const grouped = (cents: number) => new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 2 }).format(cents / 100)
const plus = (cents: number) => `${cents > 0 ? '+' : ''}${comma(cents)}`
const credit = (cents: number, write = comma) => (cents > 0 ? write(cents) : '')
const debit = (cents: number, write = comma) => (cents < 0 ? write(cents) : '')
const fr = typeDay
const short = (day: string) => typeDay(day).replace(/\/20(\d\d)$/, '/$1')
const utf8 = (text: string) => Buffer.from(text)
const marked = (text: string) => Buffer.from(`\uFEFF${text}`)
const ansi = (text: string) => Buffer.from(text, 'latin1')
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')
const quoted = (cells: string[], by: string) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(by)
const rows = (head: string[], lines: Line[], of: (line: Line) => string, by = '\n') =>
  [...head, ...lines.map(of), ''].join(by)

/** Twenty ways of writing an account in CSV, after the kinds French banks use: none is of a bank. */
export const csvDialects: Dialect[] = [
  { name: 'plain', make: (lines) => utf8(rows(['Date;Libellé;Montant'], lines, (l) => `${fr(l.on)};${l.label};${comma(l.cents)}`)) },
  { name: 'debit and credit', make: (lines) => ansi(rows(['Date;Libellé;Débit;Crédit'], lines, (l) => `${fr(l.on)};${l.label};${debit(l.cents)};${credit(l.cents)}`, '\r\n')) },
  { name: 'debit without its sign', make: (lines) => ansi(rows(['Date opération;Date valeur;Libellé;Débit;Crédit'], lines, (l) => `${fr(l.on)};${fr(l.on)};${l.label};${debit(l.cents).replace('-', '')};${credit(l.cents)}`)) },
  { name: 'after a preamble', make: (lines) => ansi(rows(['Compte courant professionnel', 'Téléchargement du 30/11/2026', '', 'Solde au 30/11/2026;12 345,67 €', '', 'Date;Libellé;Débit euros;Crédit euros;'], lines, (l) => `${fr(l.on)};"${l.label}\n";${debit(l.cents)};${credit(l.cents)};`)) },
  { name: 'signs, a mark of UTF-8', make: (lines) => marked(rows(['Date de comptabilisation;Libellé simplifié;Libellé opération;Reference;Informations complémentaires;Montant'], lines, (l) => `${fr(l.on)};VIR;${l.label};;;${plus(l.cents)}`)) },
  { name: 'commas and points', make: (lines) => utf8(rows(['Date,Description,Amount'], lines, (l) => `${l.on},"${l.label}",${dot(l.cents)}`)) },
  { name: 'all quoted', make: (lines) => utf8(rows(['"dateOp";"dateVal";"label";"amount"'], lines, (l) => quoted([l.on, l.on, l.label, comma(l.cents)], ';'))) },
  { name: 'tabs', make: (lines) => ansi(rows(['Date\tLibellé\tMontant(EUROS)'], lines, (l) => `${fr(l.on)}\t${l.label}\t${comma(l.cents)}`)) },
  { name: 'spaces between thousands', make: (lines) => ansi(rows(['Date;Libellé;Débit (€);Crédit (€)'], lines, (l) => `${fr(l.on)};${l.label};${debit(l.cents, grouped).replace(/\u202f/g, '\u00a0')};${credit(l.cents, grouped).replace(/\u202f/g, '\u00a0')}`)) },
  { name: 'years of two figures', make: (lines) => ansi(rows(['Date;Nature de l’opération;Débit;Crédit'.replace('’', "'")], lines, (l) => `${short(l.on)};${l.label};${debit(l.cents)};${credit(l.cents)}`)) },
  { name: 'without a head', make: (lines) => ansi(rows([], lines, (l) => `${fr(l.on)};${comma(l.cents)};${l.label};12345,67`)) },
  { name: 'Excel’s first line', make: (lines) => ansi(rows(['sep=;', 'Date;Libellé;Montant'], lines, (l) => `${fr(l.on)};${l.label};${comma(l.cents)}`)) },
  { name: 'UTF-16', make: (lines) => utf16(rows(['Date\tLibellé\tDébit\tCrédit'], lines, (l) => `${fr(l.on)}\t${l.label}\t${debit(l.cents)}\t${credit(l.cents)}`)) },
  { name: 'joined days', make: (lines) => utf8(rows(['Date operation;Libelle operation;Montant operation'], lines, (l) => `${l.on.replaceAll('-', '')};${l.label};${dot(l.cents)}`)) },
  { name: 'a sense of its own', make: (lines) => utf8(rows(['Date;Libellé;Montant;Sens'], lines, (l) => `${fr(l.on)};${l.label};${comma(Math.abs(l.cents))};${l.cents < 0 ? 'D' : 'C'}`)) },
  { name: 'euros after each amount', make: (lines) => utf8(rows(['Date;Intitulé;Montant'], lines, (l) => `${fr(l.on)};${l.label};${comma(l.cents)} €`)) },
  { name: 'bars', make: (lines) => utf8(rows(['Date|Libellé|Montant'], lines, (l) => `${fr(l.on)}|${l.label}|${comma(l.cents)}`)) },
  { name: 'a total at its end', make: (lines) => utf8(rows(['Date;Libellé;Débit;Crédit', ...lines.map((l) => `${fr(l.on)};${l.label};${debit(l.cents)};${credit(l.cents)}`), ';Total des opérations;100,00;200,00'], [], () => '')) },
  { name: 'words in two columns', make: (lines) => ansi(rows(['Date comptable;Libellé;Détail de l’écriture;Montant'.replace('’', "'")], lines, (l) => `${fr(l.on)};VIREMENT RECU;${l.label};${comma(l.cents)}`)) },
  { name: 'days with points and hours', make: (lines) => utf8(rows(['Booking date;Counterparty;Communication;Amount;Currency'], lines, (l) => `${fr(l.on).replaceAll('/', '.')};;${l.label};${dot(l.cents)};EUR`)) },
] // prettier-ignore

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const stamp = (day: string) => `${day.replaceAll('-', '')}120000[+1:CET]`
const camt = (version: string, state: (code: string) => string) => (lines: Line[]) =>
  utf8(`<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id>
${lines.map((l) => `<Ntry><Amt Ccy="EUR">${dot(Math.abs(l.cents))}</Amt><CdtDbtInd>${l.cents < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd>${state('BOOK')}<BookgDt><Dt>${l.on}</Dt></BookgDt><ValDt><Dt>${l.on}</Dt></ValDt><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RmtInf><Ustrd>${xml(l.label)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`).join('\n')}
<Ntry><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>${state('PDNG')}<BookgDt><Dt>2026-11-20</Dt></BookgDt></Ntry></Stmt></BkToCstmrStmt></Document>`) // prettier-ignore

/** OFX 1 (SGML) and 2 (XML), CAMT.053 of versions 2 and 8. */
export const otherFormats: Dialect[] = [
  {
    name: 'OFX 1',
    make: (lines) =>
      ansi(`OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nENCODING:USASCII\r\nCHARSET:1252\r\n\r\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKTRANLIST>
${lines.map((l, n) => `<STMTTRN>\r\n<TRNTYPE>${l.cents < 0 ? 'DEBIT' : 'CREDIT'}\r\n<DTPOSTED>${l.on.replaceAll('-', '')}\r\n<TRNAMT>${plus(l.cents)}\r\n<FITID>${n}\r\n<NAME>${xml(l.label)}\r\n</STMTTRN>`).join('\r\n')}
</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`), // prettier-ignore
  },
  {
    name: 'OFX 2',
    make: (lines) =>
      utf8(`<?xml version="1.0" encoding="UTF-8"?><?OFX OFXHEADER="200" VERSION="211"?><OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><BANKTRANLIST>${lines.map((l, n) => `<STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>${stamp(l.on)}</DTPOSTED><TRNAMT>${dot(l.cents)}</TRNAMT><FITID>${n}</FITID><NAME>VIREMENT</NAME><MEMO>${xml(l.label)}</MEMO></STMTTRN>`).join('')}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`), // prettier-ignore
  },
  { name: 'CAMT.053 v2', make: camt('02', (code) => `<Sts>${code}</Sts>`) },
  { name: 'CAMT.053 v8', make: camt('08', (code) => `<Sts><Cd>${code}</Cd></Sts>`) },
]
