import { plain } from '../../../shared/domain/document/page/plain.ts'
import type { Page } from '../../../shared/domain/document/page/runs.ts'

/** Signs a font without a table of its letters gives: none known, of private use, or that command a terminal. */
const STRANGE = /[\ufffd\ue000-\uf8ff]|(?!\s)\p{Cc}/gu
/** Pictograms stand alone; three such signs in a row, blanks among them, are a word nobody can read. */
const ROW = /(?:[\ufffd\ue000-\uf8ff]|(?!\s)\p{Cc}){3,}/gu
/** So much of a page in such words is more than an ornament: a number, a date and three amounts of a short invoice. */
const MUCH = 0.05

/** Letters from which on a page of any invoice, or of its annex, has one of the words below. */
const ENOUGH = 100
/** The commonest words of invoices and letters, of four letters at least: nothing else gives them by chance. */
const WORDS =
  /facture|avoir|total|montant|date|client|siret|page|euro|adresse|telephone|code|prix|article|designation|quantite|libelle|reference|pour|dans|avec|votre|notre|vous|nous|sont|paiement|reglement|conditions|invoice|amount|your|with|from|rechnung|datum|betrag|nummer|factuur|bedrag|fattura|importo|factura|importe|fecha/

/** Whether the letters of a page have no meaning: their font has no table of them, or a wrong one. */
export function isMeaningless({ runs }: Page): boolean {
  const text = runs.map(({ text }) => text).join('')
  const letters = text.replace(/\s/g, '').length
  const strange = [...text.matchAll(ROW)].reduce((sum, [row]) => sum + row.length, 0)
  if (strange > MUCH * letters) return true
  const said = plain(text.replace(STRANGE, '')).replace(/[^a-z]/g, '')
  // Another alphabet has other words.
  return said.length > ENOUGH && said.length > letters / 3 && !WORDS.test(said)
}
