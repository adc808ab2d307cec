import { describe, expect, it } from 'vitest'
import type { Invoice } from '../../shared/domain/lifecycle/invoice.ts'
import { readPortalList } from '../../shared/domain/portal/list.ts'
import { matchAll } from '../../shared/domain/portal/match.ts'
import { decode } from '../../shared/domain/portal/separated.ts'
import { readingOf } from '../support/world.ts'

const understood = (text: string) =>
  readPortalList(text).lines.map(({ number, status, on, amount }) => [number, status, on, amount])

describe('the portal’s list', () => {
  it.each([
    [
      'copied from a table',
      'Numéro de facture\tDestinataire\tDate de dépôt\tMontant TTC\tStatut\tDate du statut\n' +
        '2026-0135\tCommune de Saint-Aubrac\t19/11/2026\t3 864,00 €\tMise à disposition du destinataire\t20/11/2026 14:05',
      ['2026-0135', 'MISE_A_DISPOSITION', '2026-11-20', 386_400],
    ],
    [
      'CSV with semicolons, quotes and a title above',
      'Export du 23/11/2026\r\n\r\n"N° facture";"Montant TTC";"Statut"\r\n"2026-0135";"3864,00";"MISE EN PAIEMENT"\r\n',
      ['2026-0135', 'MISE_EN_PAIEMENT', undefined, 386_400],
    ],
    [
      'CSV with commas, an amount in quotes, a mark of order',
      '\ufeffFacture,Montant à payer,État\n2026-0135,"3864,00",À recycler',
      ['2026-0135', 'A_RECYCLER', undefined, 386_400],
    ],
    [
      'codes instead of words',
      'Numéro;Statut\n2026-0135;SERVICE_FAIT',
      ['2026-0135', 'SERVICE_FAIT', undefined, undefined],
    ],
    ['without a head', '2026-0135\t19/11/2026\tMandatée', ['2026-0135', 'MANDATEE', undefined, undefined]],
    [
      'with a typewriter’s apostrophe',
      "Numéro;Statut\nA;En cours d'acheminement",
      ['A', 'EN_COURS_ACHEMINEMENT', undefined, undefined],
    ],
  ])('%s', (_what, text, expected) => {
    expect(understood(text)).toEqual([expected])
  })

  it('does not take the day of the deposit for the day of the status', () => {
    const [line] = readPortalList('Numéro;Date de dépôt;Statut\nA;19/11/2026;Mandatée').lines
    expect(line).toMatchObject({ number: 'A', status: 'MANDATEE', on: undefined })
  })

  it('says which lines it could not use, and why', () => {
    const { lines, unread } = readPortalList('Numéro;Statut;Motif\n;Mandatée;x\nA;;x\nB;Bidule;x\n\nTotal\n')
    expect(unread.map(({ line, why }) => [line, why])).toEqual([
      [2, 'pas de numéro de facture'],
      [3, 'pas de statut'],
      // Not a word of what is pasted goes uncounted.
      [6, 'pas de statut'],
    ])
    expect(lines).toMatchObject([{ line: 4, number: 'B', statusText: 'Bidule', status: undefined, comment: 'x' }])
  })

  it.each(['', 'bonjour', '\t\t\n;;;', 'a'.repeat(10_000), '"jamais fermé;\n'.repeat(50)])(
    'bears any nonsense',
    (text) => {
      expect(readPortalList(text).lines).toEqual([])
    },
  )

  it.each([
    ['UTF-8', Buffer.from('Déposée')],
    ['UTF-8 with a mark of order', Buffer.from('\ufeffDéposée')],
    ['windows-1252', Buffer.from('Déposée', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffDéposée', 'utf16le')],
  ])('reads a file in %s', (_name, bytes) => {
    expect(decode(bytes)).toBe('Déposée')
  })
})

describe('whose line it is', () => {
  const { document, fields, origins } = readingOf()
  const noted = {
    ...{ file: { name: 'a.pdf', bytes: 1, sha256: 'x' }, arrivedAt: 0, document, origins },
    ...({ circuit: 'pdf', savedAt: 0, approvedAt: 0, resends: 0, stage: 'followed', version: '' } as const),
    ...{ status: 'DEPOSEE', depositedOn: '2026-11-23', history: [{ code: 'DEPOSEE', at: '2026-11-23' }] },
  }
  const at = (id: string, number: string, more: object = {}) =>
    ({ id, fields: { ...fields, number }, remoteNumber: number, ...noted, ...more }) as Invoice
  const walk = { step: 'ouvrir', done: [], copied: [], number: '', depositedOn: '' }
  const invoices = [
    at('hand', 'FA-1'),
    at('renamed', 'FA-2', { remoteNumber: '20250000000000000014' }),
    at('api', 'FA-3', { remoteKey: '7' }),
    at('waiting', 'FA-4', { stage: 'portal', walk }),
    at('closed', 'FA-5', { stage: 'closed', outcome: 'cashed', closedOn: '2026-12-23' }),
    at('one', 'FA-6', { fields: { ...fields, number: 'FA-6', buyerName: 'Ville d’Orée' } }),
    at('two', 'FA-6', { fields: { ...fields, number: 'FA-6', buyerName: 'Hôpital de Varescourt' } }),
    at('draft', 'FA-7', { stage: 'draft' }),
  ]
  const head = 'Numéro;Statut;Montant TTC;Destinataire\n'
  it.each([
    ['fa-1;Mandatée', 'news hand'],
    ['FA 1;Mandatée', 'unknown'],
    ['FA-1;Déposée', 'same hand'],
    ['20250000000000000014;Mandatée', 'news renamed'],
    ['FA-3;Mise en paiement', 'api api'],
    ['FA-4;Brouillon', 'waiting waiting'],
    ['FA-5;Mandatée', 'closed closed'],
    ['FA-1;Bidule', 'status hand'],
    ['FA-1;Mandatée;1200,00', 'news hand'],
    ['FA-1;Mandatée;99,00', 'amount hand'],
    ['FA-6;Mandatée', 'several'],
    ['FA-6;Mandatée;;HOPITAL DE VARESCOURT', 'news two'],
    ['FA-7;Mandatée', 'unknown'],
    ['FA-9;Mandatée', 'unknown'],
  ])('%s: %s', (line, expected) => {
    const [found] = matchAll(readPortalList(head + line).lines, invoices)
    expect([found!.is, 'invoice' in found! && found.invoice.id].filter(Boolean).join(' ')).toBe(expected)
  })
})
