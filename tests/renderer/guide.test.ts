import { render, screen, waitFor, within } from '@testing-library/svelte'
import { beforeEach, describe, expect, it } from 'vitest'
import Guide from '../../renderer/features/invoice/Guide.svelte'
import { Settings } from '../../shared/contract/settings.ts'
import type { Action } from '../../shared/domain/lifecycle/actions.ts'
import type { AppState, Page } from '../../shared/contract/views.ts'
import { emptyFields, type Fields } from '../../shared/domain/fields/fields.ts'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import type { DocumentFacts, Origins } from '../../shared/domain/document/reading.ts'
import type { Recipient } from '../../shared/domain/buyers/requirements.ts'
import type { RuleContext } from '../../shared/domain/rules/rule.ts'
import type { Problem } from '../../shared/domain/rules/problem.ts'
import { fail, ok } from '../../shared/contract/result.ts'
import { plainFacts, undemanding } from '../support/facts.ts'
import { complete } from '../support/complete.ts'
import { pretendBridge } from './bridge.ts'

beforeEach(() => {
  location.hash = ''
})

type Options = {
  fields?: Partial<Fields>
  origins?: Origins
  recipient?: Partial<Recipient>
  refusal?: Problem[]
  step?: string
  kind?: 'pdf' | 'facturx'
  unread?: Partial<DocumentFacts>
  company?: RuleContext['company']
  environment?: RuleContext['environment']
  exemptions?: RuleContext['exemptions']
  answers?: Parameters<typeof pretendBridge>[0]
}

/** The guide of a draft, as the main process would hand it over. */
function guide({
  fields = {},
  origins = {},
  recipient = {},
  refusal,
  step = '',
  kind = 'pdf',
  unread = {},
  company = plainFacts.company,
  environment = 'production',
  exemptions = [],
  answers = {},
}: Options = {}) {
  const document: DocumentFacts = { ...plainFacts.document, kind, paymentMeansCode: '30', ...unread }
  const circuit = kind === 'pdf' ? 'pdf' : 'flux'
  const facts: RuleContext = {
    ...plainFacts,
    environment,
    exemptions,
    company,
    document,
    circuit,
    origins,
    recipient: { ...undemanding, ...recipient },
  }
  const invoice: InvoiceAt<'draft'> = {
    stage: 'draft',
    id: 'i1',
    file: { name: 'facture.pdf', bytes: 184_000, sha256: 'a'.repeat(64) },
    arrivedAt: 0,
    document,
    fields: { ...complete, ...fields },
    origins,
    circuit,
    pieces: [],
    savedAt: Date.UTC(2026, 10, 23, 8, 46),
    ...(refusal && { refusal: { at: 0, problems: refusal } }),
  }
  const row = {
    id: 'i1',
    stage: 'draft',
    fileName: 'facture.pdf',
    number: invoice.fields.number,
    buyer: 'Commune fictive',
    buyerSiret: invoice.fields.buyerSiret,
    engagement: '',
    service: '',
    contract: '',
    issuedOn: '2026-10-21',
    grossTotal: 120_000,
    payable: 120_000,
    isCreditNote: false,
    isByHand: false,
    isToLook: false,
    actions: Array.of<Action>(),
    arrivedAt: 0,
    situation: { mark: 'ready', word: 'Prête', sentence: '', waits: true },
  } as const
  const page = {
    invoice,
    facts,
    row,
    problems: [],
    story: [],
    sentToBuyer: 5,
    lastPieces: [],
    pieceTypes: [],
  } satisfies Page
  const app = { environment: 'production', settings: Settings.parse({ company }) } as unknown as AppState
  const approve = () => ok({ to: 'chorus' })
  const bridge = pretendBridge({ 'draft.facts': () => ok(facts), 'draft.approve': approve, ...answers })
  return { ...bridge, page, ...render(Guide, { page, step, app }) }
}
const type = (input: HTMLElement, text: string) => {
  input.focus()
  ;(input as HTMLInputElement).value = text
  input.dispatchEvent(new Event('input', { bubbles: true }))
}
const link = (name: string) => screen.getByRole('link', { name })

describe('where it opens', () => {
  it('at the green light, when nothing is missing', () => {
    guide()
    expect(screen.getByRole('heading', { name: 'La facture FA-2026-0043 est prête à partir' })).toBeTruthy()
    expect(screen.getByText(/Sixième facture pour ce client/)).toBeTruthy()
    expect(document.activeElement?.textContent).toBe('Valider et envoyer')
  })
  it('at the first page where something is', () => {
    guide({ fields: { number: '' } })
    expect(screen.getByRole('heading', { name: /Que dit cette facture/ })).toBeTruthy()
    expect(link('Références et montants').getAttribute('aria-current')).toBe('step')
  })
})

describe('a question that is open', () => {
  const dubreuil = { supplierName: 'DUBREUIL' }
  const origins: Origins = {
    supplierSiret: { source: 'settings', trust: 'likely' },
    supplierName: { source: 'text', trust: 'likely' },
  }
  it('comes first and has the cursor, not the button that sends, until it is answered', async () => {
    guide({ fields: dubreuil, origins })
    expect(screen.getByRole('heading', { name: 'Une question d’abord' })).toBeTruthy()
    expect(document.activeElement?.textContent.trim()).toBe('C’est bien mon entreprise')
    ;(document.activeElement as HTMLElement).click()
    await waitFor(() => expect(screen.getByRole('heading', { name: /est prête à partir/ })).toBeTruthy())
    expect(document.activeElement?.textContent).toBe('Valider et envoyer')
  })
  it('puts the name and the SIRET of one firm together, and what the page says beside them', () => {
    guide({ fields: dubreuil, origins })
    const issuer = screen.getByText('De la part de').nextElementSibling!.textContent.replace(/\s+/g, ' ')
    expect(issuer).toMatch(/Menuiserie Aubrelle .*SIRET 987 654 324 00019 Sur la page : DUBREUIL/)
  })
  it('says that another firm is mine now, with the cursor', async () => {
    guide({ fields: { ...dubreuil, supplierSiret: '55566675900017' }, origins: {} })
    screen.getByRole('button', { name: 'L’ajouter à mes entreprises' }).click()
    await waitFor(() => expect(document.activeElement?.textContent).toBe('DUBREUIL est dans vos entreprises.'))
  })
})

describe('whom it is for', () => {
  const town = { siret: '21990417400014', name: 'COMMUNE DE SAINT-AUBRAC', postcode: '99410', town: 'Saint-Aubrac' }
  const hit = { ...town, isActive: true, inBook: false, invoices: 0 }
  const stops = { buyerSiret: '', buyerName: 'Mairie de Saint-Aubrac' }
  it('is asked by its name first: whom the page seems to mean has the cursor', async () => {
    guide({ fields: stops, answers: { 'buyers.likely': () => ok({ hits: [hit] }) } })
    await waitFor(() => expect(document.activeElement?.textContent).toContain('COMMUNE DE SAINT-AUBRAC'))
  })
  it('is searched by its name when nobody is meant, and no other town is proposed', async () => {
    guide({
      fields: { ...stops, buyerName: 'Mairie de Boisjoli' },
      answers: {
        'buyers.search': () => ok({ hits: [] }),
        'buyers.likely': () => ok({ hits: [] }),
        'buyers.searchFurther': () => ok({ hits: [hit] }),
      },
    })
    await waitFor(() => expect(document.activeElement?.id).toBe('client'))
    expect(screen.queryByText(/Est-ce ce client/)).toBeNull()
  })
  it('can be asked by a letter that is copied in one click', async () => {
    const { asked } = guide({ step: 'destinataire', recipient: { needsEngagement: true } })
    screen.getByRole('button', { name: 'Copier la lettre', hidden: true }).click()
    await waitFor(() => expect(asked('draft.askBuyer')).toEqual([expect.objectContaining({ by: 'copy' })]))
  })
  it('groups a SIRET as soon as it is whole, and calls nothing probable that is wrong', async () => {
    guide({
      step: 'destinataire',
      fields: { serviceCode: 'MFO1' },
      origins: { serviceCode: { source: 'text', trust: 'likely' } },
      recipient: {
        needsService: true,
        services: [{ code: 'MF01', name: 'Achats', isActive: true, needsEngagement: false }],
      },
    })
    const siret = screen.getByLabelText<HTMLInputElement>('SIRET du destinataire')
    type(siret, '21990417400014')
    await waitFor(() => expect(siret.value.replace(/\s/g, ' ')).toBe('219 904 174 00014'))
    const service = screen.getByLabelText('Code service').closest('.field')!
    expect(within(service as HTMLElement).getByText('Faux')).toBeTruthy()
    expect(within(service as HTMLElement).queryByText('Probable')).toBeNull()
  })
})

describe('asking only what this buyer asks for', () => {
  it('says which of the two is wanted', () => {
    guide({ step: 'destinataire', recipient: { needsEngagement: true } })
    expect(
      within(screen.getByLabelText('Numéro d’engagement').closest('.field')!).getByText('obligatoire pour ce client'),
    ).toBeTruthy()
    expect(screen.queryByLabelText('Code service')).toBeNull()
  })
  it('takes the nearest service in one click', async () => {
    const services = [{ code: 'ST01', name: 'Services techniques', isActive: true, needsEngagement: false }]
    guide({ step: 'destinataire', fields: { serviceCode: 'ST0I' }, recipient: { needsService: true, services } })
    expect(screen.getByText('« ST0I » n’est pas un service de ce client.')).toBeTruthy()
    screen.getByRole('button', { name: 'Prendre ST01' }).click()
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Code service').value).toBe('ST01'))
    expect(screen.queryByText(/n’est pas un service/)).toBeNull()
  })
})

describe('a way out in one click', () => {
  it('proposes a shorter number, and changes nothing by itself', async () => {
    guide({ step: 'feu-vert', fields: { number: 'FACTURE-2026-00000001' } })
    const button = screen.getByRole('button', { name: 'Prendre FACTURE202600000001' })
    expect(screen.getByText(/Un point empêche/)).toBeTruthy()
    button.click()
    await waitFor(() => expect(screen.queryByText(/Un point empêche/)).toBeNull())
  })
  it('takes a negative invoice for the credit note it is', async () => {
    const minus = { netTotal: -100_000, taxTotal: -20_000, grossTotal: -120_000, payable: -120_000 }
    guide({ step: 'feu-vert', fields: { ...minus, vatLines: [{ rate: 2000, base: -100_000, tax: -20_000 }] } })
    screen.getByRole('button', { name: 'C’est un avoir' }).click()
    await waitFor(() => expect(screen.getByText(/L’avoir FA-2026-0043/)).toBeTruthy())
    expect(screen.queryByText(/montant est négatif/)).toBeNull()
  })
})

describe('help where a number is missing', () => {
  const achats = { code: 'ACHATS', name: 'Achats', isActive: true, needsEngagement: false }
  it('takes the only service there is in one click', async () => {
    guide({ step: 'destinataire', recipient: { needsService: true, services: [achats] } })
    screen.getByRole('button', { name: 'Prendre ACHATS' }).click()
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Code service').value).toBe('ACHATS'))
    expect(screen.queryByRole('button', { name: /service/ })).toBeNull()
  })
  it('shows the letter that asks for the engagement, and says that the invoice waits for the client', async () => {
    const { asked } = guide({ step: 'feu-vert', recipient: { needsEngagement: true } })
    expect(screen.getByRole('button', { name: 'Saisir le numéro' })).toBeTruthy()
    screen.getByRole('button', { name: 'Le demander au client' }).click()
    await waitFor(() => expect(screen.getByText(/FA-2026-0043[^]*le numéro d’engagement/)).toBeTruthy())
    screen.getByRole('button', { name: 'Copier la lettre' }).click()
    await waitFor(() => expect(screen.getByText(/La facture attend le client/)).toBeTruthy())
    expect(asked('draft.askBuyer')).toEqual([expect.objectContaining({ by: 'copy' })])
  })
  it.each([
    ['N° D’ENGAGEMENT', 'Lu après « N° D’ENGAGEMENT ».'],
    [
      'Bon de commande n°',
      'Lu après « Bon de commande n° ». Chez la plupart des clients, c’est aussi le numéro d’engagement.',
    ],
  ])('says where an engagement was read: %s', (label, expected) => {
    const origins: Origins = { engagementNumber: { source: 'text', trust: 'likely', label } }
    guide({ step: 'destinataire', fields: { engagementNumber: 'BC-1' }, origins })
    const said = screen.getByLabelText('Numéro d’engagement').closest('.field')!.querySelectorAll('.hint')
    expect(Array.from(said, ({ textContent }) => textContent.replace(/\s/g, ' ')).join(' ')).toBe(expected)
  })
  it('says that a client without a name was made up for the demonstration', () => {
    guide({ step: 'destinataire', environment: 'demonstration', recipient: { name: '', needsService: true } })
    expect(
      screen.getByText(/Client inventé pour la démonstration\s; il exige un code service, quel qu’il soit/),
    ).toBeTruthy()
  })
})

describe('what leaves, and for whom', () => {
  const facts = () => screen.getByText('Pour').closest('dl')!.textContent.replace(/\s+/g, ' ')
  it('names whom Chorus Pro holds under this SIRET, then whom the page names', () => {
    guide({ recipient: { name: 'COMMUNE DE SAINT-AUBRAC' } })
    expect(facts()).toContain('Pour COMMUNE DE SAINT-AUBRAC SIRET 123 456 782 00051 Sur la page : Commune fictive')
    expect(screen.getByText(/Ce SIRET est celui de COMMUNE DE SAINT-AUBRAC/)).toBeTruthy()
  })
  it('names the office of the State the owner knows first', () => {
    guide({
      step: 'feu-vert',
      fields: { buyerSiret: '11000201100044', buyerName: 'DDT de la Haute-Lène' },
      recipient: { siret: '11000201100044', name: 'SERVICES DE L’ETAT' },
    })
    expect(facts()).toMatch(/Pour DDT de la Haute-Lène SIRET 110 002 011 00044 Sur Chorus Pro : SERVICES DE L’ETAT/)
  })
  it('says which way a Factur-X had better go, and why', async () => {
    guide({ kind: 'facturx' })
    expect(screen.getByText(/^\s*Recommandé : Chorus Pro prend les données du fichier/)).toBeTruthy()
    screen.getByRole('button', { name: 'Déposer le PDF simple' }).click()
    await waitFor(() => expect(screen.getByText(/Recommandé : le Factur-X/)).toBeTruthy())
  })
  it('takes the franchise for its reason in one click', async () => {
    const exemptions = [
      { code: 'TVA1', label: 'Art 293B(FranchiseEnBase)' },
      { code: 'TVA9', label: 'Autre motif' },
    ]
    guide({ step: 'feu-vert', fields: { vatScheme: 'EXONERATION', taxTotal: 0 }, exemptions })
    screen.getByRole('button', { name: 'Franchise en base, art. 293 B' }).click()
    await waitFor(() => expect(screen.queryByText(/motif d’exonération/)).toBeNull())
  })
  it('names it once when only capitals differ', () => {
    guide({ recipient: { name: 'COMMUNE FICTIVE' } })
    expect(facts()).not.toContain('Sur la page')
    expect(screen.queryByText(/Ce SIRET est celui/)).toBeNull()
  })
  it('says from which SIRET it leaves', () => {
    guide()
    expect(facts()).toMatch(/De la part de Menuiserie Aubrelle.*SIRET 987 654 324 00019/)
  })
  it('offers my own SIRET on an invoice of another firm', async () => {
    const { asked } = guide({ fields: { supplierSiret: '73282932000074', supplierName: 'Guérin Équipements' } })
    expect(screen.getByText(/émise par Guérin Équipements, pas par Menuiserie Aubrelle/)).toBeTruthy()
    screen.getByRole('button', { name: 'Prendre le SIRET des réglages' }).click()
    await waitFor(() => expect(screen.queryByText(/émise par Guérin/)).toBeNull())
    expect(facts()).toContain('SIRET 987 654 324 00019')
    expect(asked('invoice.discard')).toEqual([])
  })
  it('takes another firm for mine, or puts its invoice aside', async () => {
    const { asked } = guide({ fields: { supplierSiret: '73282932000074', supplierName: 'Guérin Équipements' } })
    screen.getByRole('button', { name: 'L’ajouter à mes entreprises' }).click()
    expect(asked('company.add')).toEqual([{ siret: '73282932000074', name: 'Guérin Équipements' }])
    screen.getByRole('button', { name: 'Ce n’est pas ma facture' }).click()
    await waitFor(() => expect(asked('invoice.discard')).toHaveLength(1))
  })
  it('counts a credit note off, and expects no payment for it', () => {
    guide({ fields: { typeCode: '381', originNumber: 'FA-1' } })
    expect(facts()).toMatch(/[-−]1 200,00 € TTC/)
    expect(facts()).toContain('l’avoir')
    expect(facts()).not.toContain('Paiement attendu')
  })
})

describe('the mandatory mentions', () => {
  const all = ['addresses', 'sirets', 'order', 'quantities', 'payment', 'vatNumber']
  it('are one folded line, with a sentence and its text of law each, and stop nothing', () => {
    guide({ unread: { mentions: all.slice(2) } })
    const folded = screen.getByText(/Mentions obligatoires/).closest('details')!
    expect(folded.open).toBe(false)
    expect(folded.textContent).toContain('2 semblent manquer')
    const [, second] = folded.querySelectorAll('li')
    expect(second!.textContent).toMatch(/Les deux SIRET.*14 chiffres.*D2192-2/s)
    expect(screen.getByText(/Rien ne bloque/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Valider et envoyer' }).getAttribute('aria-disabled')).toBe('false')
  })

  it('are not spoken of when all are there, or nobody looked', () => {
    guide({ unread: { mentions: all } })
    guide()
    expect(screen.queryByText(/Mentions obligatoires/)).toBeNull()
  })
})

describe('a file nothing was read from', () => {
  const fields = { ...emptyFields, supplierSiret: complete.supplierSiret }
  const unread = {
    status: 'password',
    message: 'Ce PDF est protégé par un mot de passe.',
    pages: 0,
    hasText: false,
  } as const
  it('shows its sentence and no control', () => {
    guide({ fields, unread })
    expect(screen.getByText('Ce fichier n’a pas pu être lu : rien n’est contrôlé.')).toBeTruthy()
    expect(screen.getByText(/protégé par un mot de passe/)).toBeTruthy()
    expect(screen.queryByText('Contrôles')).toBeNull()
    expect(screen.queryByText('Montant')).toBeNull()
    expect(document.querySelector('.steps .ok')).toBeNull()
  })
  it('lets one choose another', async () => {
    guide({ fields, unread, answers: { 'files.choose': () => ok({ ids: ['i2'], strays: 0 }) } })
    screen.getByRole('button', { name: 'Choisir un autre fichier' }).click()
    await waitFor(() => expect(location.hash).toBe('#/facture/i2'))
  })
})

describe('what is to be checked', () => {
  const doubtful = { source: 'text', trust: 'check', label: 'HT' } as const
  const likely = { source: 'text', trust: 'likely' } as const
  const origins: Origins = { issueDate: doubtful, netTotal: doubtful, number: likely }

  it('has the cursor first, with its reason, and the count beside the way on', async () => {
    guide({ origins })
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Date de facture')))
    expect(screen.getByText('2 valeurs à vérifier')).toBeTruthy()
    expect(screen.getByLabelText('Date de facture').getAttribute('aria-describedby')).toBe('f-issueDate-reason')
    screen.getByRole('button', { name: 'Suivante à vérifier' }).click()
    expect(document.activeElement).toBe(screen.getByLabelText('Total HT'))
    window.document.dispatchEvent(new KeyboardEvent('keydown', { key: 'F8', bubbles: true }))
    expect(document.activeElement).toBe(screen.getByLabelText('Date de facture'))
  })
  it('is confirmed by Enter or by the button, then the green light is open', async () => {
    const { asked } = guide({ origins, step: 'references' })
    screen.getByLabelText('Date de facture').focus()
    const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })
    screen.getByLabelText('Date de facture').dispatchEvent(enter)
    await waitFor(() => expect(screen.getByText('Vérifié par vous')).toBeTruthy())
    expect(document.activeElement).toBe(screen.getByLabelText('Total HT'))
    screen.getByRole('button', { name: /C’est juste\s: Total HT/ }).click()
    await waitFor(() => expect(location.hash).toBe('#/facture/i1/feu-vert'))
    await waitFor(() => expect(asked('draft.save').at(-1)).toMatchObject({ confirmed: ['issueDate', 'netTotal'] }))
  })
  it('stops the sending until then, and likely values do not', () => {
    const { asked } = guide({ origins, step: 'feu-vert' })
    screen.getByRole('button', { name: 'Valider et envoyer' }).click()
    expect(asked('draft.approve')).toEqual([])
    expect(screen.getByText(/Date de facture, Total HT\./)).toBeTruthy()
    expect(screen.getByRole('heading', { name: 'Deux valeurs sont à vérifier' })).toBeTruthy()
    screen.getByRole('button', { name: 'Vérifier ces 2 valeurs' }).click()
    expect(location.hash).toBe('#/facture/i1/references')
  })
  it('is looked at once it has been changed', async () => {
    guide({ origins: { issueDate: doubtful }, step: 'references' })
    type(screen.getByLabelText('Date de facture'), '19/11/2026')
    await waitFor(() => expect(screen.queryByText('1 valeur à vérifier')).toBeNull())
  })
})

describe('typing', () => {
  it('checks while one types, and saves once one stops', async () => {
    const { asked } = guide({ step: 'references' })
    type(screen.getByLabelText('Total TTC'), '1 300,00')
    await waitFor(() => expect(screen.getByText(/font 1\s200,00\s€, pas 1\s300,00/)).toBeTruthy())
    type(screen.getByLabelText('Total TTC'), '1 200,00')
    await waitFor(() => expect(screen.queryByText(/pas 1\s300,00/)).toBeNull())
    type(screen.getByLabelText('N° de facture'), 'FA-7')
    screen.getByLabelText('N° de facture').blur()
    await waitFor(() => expect(asked('draft.save')).toHaveLength(1))
    expect(asked('draft.save')[0]).toMatchObject({ id: 'i1', fields: { number: 'FA-7', grossTotal: 120_000 } })
  })
  it('says that a word is not an amount, and keeps what was typed', async () => {
    guide({ step: 'references' })
    type(screen.getByLabelText('Total HT'), 'mille')
    await waitFor(() => expect(screen.getByText('Ce n’est pas un montant.')).toBeTruthy())
    expect(screen.getByLabelText<HTMLInputElement>('Total HT').value).toBe('mille')
  })
  it('takes a day as people write it', async () => {
    const { asked } = guide({ step: 'references' })
    type(screen.getByLabelText('Date de facture'), '5/11/26')
    screen.getByLabelText('Date de facture').blur()
    await waitFor(() => expect(asked('draft.save')).toHaveLength(1))
    expect(asked('draft.save')[0]).toMatchObject({ fields: { issueDate: '2026-11-05' } })
    expect(screen.getByLabelText<HTMLInputElement>('Date de facture').value).toBe('05/11/2026')
  })
  it('keeps the cursor when the button beside the field goes', async () => {
    guide({
      step: 'destinataire',
      fields: { engagementNumber: 'BC-1' },
      origins: { engagementNumber: { source: 'text', trust: 'likely' } },
    })
    const input = screen.getByLabelText('Numéro d’engagement')
    expect(screen.getByRole('button', { name: /C’est juste/ })).toBeTruthy()
    type(input, 'BC-12')
    await waitFor(() => expect(screen.queryByRole('button', { name: /C’est juste/ })).toBeNull())
    expect(document.activeElement).toBe(input)
    expect(screen.getByText('Saisi par vous')).toBeTruthy()
  })
  it('does not lose what is being typed to news from elsewhere', async () => {
    const { change } = guide({ step: 'references' })
    type(screen.getByLabelText('N° de facture'), 'EN-COURS')
    change()
    await Promise.resolve()
    expect(screen.getByLabelText<HTMLInputElement>('N° de facture').value).toBe('EN-COURS')
  })
  it('says when saving fails, and tries again with the next change', async () => {
    const { asked } = guide({ step: 'references', answers: { 'draft.save': () => fail('disk.full') } })
    type(screen.getByLabelText('N° de facture'), 'A')
    screen.getByLabelText('N° de facture').blur()
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('Le disque est plein.'))
    screen.getByLabelText('N° de facture').focus()
    screen.getByLabelText('N° de facture').blur()
    await waitFor(() => expect(asked('draft.save')).toHaveLength(2))
  })
})

describe('sending', () => {
  it('sends once, however often the button is pressed', async () => {
    const { asked } = guide()
    const button = screen.getByRole('button', { name: 'Valider et envoyer' })
    button.click()
    button.click()
    button.click()
    await waitFor(() => expect(location.hash).toBe('#/a-deposer'))
    expect(asked('draft.approve')).toHaveLength(1)
  })
  it('leads to the portal where the invoice went there', async () => {
    guide({ answers: { 'draft.approve': () => ok({ to: 'portal' }) } })
    screen.getByRole('button', { name: 'Valider et envoyer' }).click()
    await waitFor(() => expect(location.hash).toMatch(/^#\/portail\//))
  })
  it('does nothing while something stops it, and says why beside the button', () => {
    const { asked } = guide({ fields: { grossTotal: 1 }, step: 'feu-vert' })
    const button = screen.getByRole('button', { name: 'Valider et envoyer' })
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect(document.getElementById(button.getAttribute('aria-describedby')!)?.textContent).toContain('Possible dès que')
    button.click()
    expect(asked('draft.approve')).toEqual([])
  })
  it('does not say that something stops it when only Chorus Pro refused it', () => {
    const refusal = [
      { code: 'chorus.unknown', severity: 'stop', control: 'chorus', message: 'Chorus Pro a refusé.' },
    ] as const
    guide({ refusal: [...refusal], step: 'feu-vert' })
    expect(screen.getByRole('heading', { name: 'Chorus Pro n’a pas pris cette facture' })).toBeTruthy()
    expect(screen.queryByText(/empêche/)).toBeNull()
    expect(screen.getByRole('button', { name: 'Valider et envoyer' }).getAttribute('aria-disabled')).toBe('false')
  })
  it('spells the count, and names the controls that failed', () => {
    guide({ fields: { number: '', issueDate: '' }, step: 'feu-vert' })
    expect(screen.getByRole('heading', { name: 'Deux points empêchent l’envoi' })).toBeTruthy()
    expect(screen.getByText('Numéro de facture : à corriger')).toBeTruthy()
    expect(screen.queryByText(/Numéro jamais envoyé/)).toBeNull()
  })
  it('shows what Chorus Pro refused, with its own words one click away', () => {
    const problem = {
      code: 'chorus.unknown',
      severity: 'stop',
      control: 'chorus',
      message: 'Chorus Pro a refusé.',
      answer: { route: '/cpro/factures/v1/soumettre', status: 200, codeRetour: 20099, libelle: 'GDP_MSG_99' },
    } as const
    guide({ refusal: [problem], step: 'feu-vert' })
    expect(screen.getByText('Ce que Chorus Pro a répondu')).toBeTruthy()
    expect(screen.getByText(/soumettre[^]*200[^]*20099[^]*GDP_MSG_99/)).toBeTruthy()
  })
  it('no longer counts a refusal once what was refused has been changed, saved or not', async () => {
    const problem = {
      code: 'chorus.unknown',
      severity: 'stop',
      control: 'chorus',
      field: 'number',
      message: 'Numéro refusé.',
    } as const
    const { asked } = guide({ refusal: [problem], step: 'references' })
    expect(screen.getByText('Numéro refusé.')).toBeTruthy()
    type(screen.getByLabelText('N° de facture'), 'FA-44')
    await waitFor(() => expect(screen.queryByText('Numéro refusé.')).toBeNull())
    screen.getByLabelText('N° de facture').blur()
    await waitFor(() => expect(asked('draft.save')).toHaveLength(1))
    type(screen.getByLabelText('N° de marché'), 'M-1')
    screen.getByLabelText('N° de marché').blur()
    await waitFor(() => expect(asked('draft.save')).toHaveLength(2))
    expect(screen.queryByText('Numéro refusé.')).toBeNull()
  })
  it('stays where it is and says why when it cannot be put aside', async () => {
    guide({ step: 'feu-vert', answers: { 'invoice.discard': () => fail('invoice.tooLate') } })
    screen.getByRole('button', { name: 'Écarter' }).click()
    expect((await screen.findByRole('alert')).textContent).toContain('C’est trop tard.')
    expect(location.hash).toBe('')
  })
  it('lets a Factur-X leave as a plain PDF, with what is typed', async () => {
    const origins: Origins = { number: { source: 'facturx', trust: 'sure' } }
    guide({ kind: 'facturx', origins, step: 'feu-vert' })
    screen.getByRole('button', { name: 'Déposer le PDF simple' }).click()
    await waitFor(() => expect(screen.getByText(/Chorus Pro prend ce qui est saisi ici/)).toBeTruthy())
  })
  it('follows a fresh reading of the draft, but for what has been typed', async () => {
    const { page, rerender, asked } = guide({ fields: { number: '', contractNumber: '' }, step: 'references' })
    type(screen.getByLabelText('N° de facture'), 'FA-44')
    screen.getByLabelText('N° de facture').blur()
    await waitFor(() => expect(asked('draft.save')).toHaveLength(1))
    const fields = { ...page.invoice.fields, number: 'FA-45', contractNumber: '26M0107' }
    await rerender({ page: { ...page, invoice: { ...page.invoice, fields, rereadAt: 1 } } })
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('N° de marché').value).toBe('26M0107'))
    expect(screen.getByLabelText<HTMLInputElement>('N° de facture').value).toBe('FA-44')
  })
  it('shows what page and data say differently, and lets one choose in the form', async () => {
    const differs = [
      { field: 'grossTotal', page: 100_000, data: 120_000 },
      { field: 'issueDate', page: '2026-11-19', data: '2026-11-20' },
    ] as const
    const notes = differs.map((differs) => ({ code: 'reading.contradiction', message: '…', differs }))
    guide({
      kind: 'facturx',
      origins: { grossTotal: { source: 'facturx', trust: 'sure' } },
      unread: { notes },
      step: 'feu-vert',
    })
    const rows = () =>
      within(screen.getByRole('table'))
        .getAllByRole('row')
        .map((row) => [...row.children].map(({ textContent }) => textContent.trim()))
    expect(rows()).toEqual([
      ['', 'Sur la page', 'Dans les données'],
      ['Total TTC', '1\u202f000,00\u00a0€', '1\u202f200,00\u00a0€'],
      ['Date', '19/11/2026', '20/11/2026'],
    ])
    expect(screen.getByText(/Si la page dit vrai, déposez le PDF simple/)).toBeTruthy()
    screen.getByRole('button', { name: 'Déposer le PDF simple' }).click()
    const onPage = await screen.findByRole('button', { name: /^Date sur la page\s: 19.11.2026$/ })
    expect(onPage.getAttribute('aria-pressed')).toBe('false')
    onPage.click()
    await waitFor(() => expect(onPage.getAttribute('aria-pressed')).toBe('true'))
    expect(screen.getByText('19 novembre 2026')).toBeTruthy()
    expect(screen.getByText(/choisissez pour chaque valeur/)).toBeTruthy()
    screen.getByRole('button', { name: /^Total TTC sur la page/ }).click()
    await waitFor(() => expect(screen.getByText('Ce que dit la page partira.')).toBeTruthy())
  })
  it('does not let one type over what a Factur-X says while it leaves as one', () => {
    guide({ kind: 'facturx', origins: { number: { source: 'facturx', trust: 'sure' } }, step: 'references' })
    expect(screen.getByLabelText<HTMLInputElement>('N° de facture').readOnly).toBe(true)
    expect(screen.getByLabelText<HTMLInputElement>('N° de marché').readOnly).toBe(false)
  })
})
