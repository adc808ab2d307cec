import { identityOf, lines, type Parts } from './head.ts'
import { dayIn, moneyIn } from './look.ts'
import { HEIGHT, WIDTH } from './sheet.ts'
import { banks, firstNames, surnames } from './words.ts'

/** How to pay, mentions, and what the law wants at the foot. */
export function foot(parts: Parts, y: number, said: string[]): void {
  const { look, facts, chance } = parts
  const { fields, supplier, vatMention, isPaid, decoys, kind, hard } = facts
  const due =
    fields.dueDate && !said.includes(dayIn(look, fields.dueDate))
      ? [
          `${chance.pick(['Échéance :', 'À régler au plus tard le', 'Paiement à 30 jours, soit le', 'Date limite de règlement :', 'Règlement par virement avant le'])} ${dayIn(look, fields.dueDate)}`,
        ]
      : []
  const account = hard?.printed.iban ?? fields.iban
  const iban = account && (chance.is(0.8) ? account.replace(/(.{4})(?=.)/g, '$1 ') : account)
  const paid = isPaid ? [look.word('paid').replace('§', dayIn(look, fields.issueDate!))] : []
  const texts = [
    ...(vatMention ? [vatMention] : []),
    ...due,
    ...(fields.dueDate || !look.terms ? [] : [look.terms]),
    ...(chance.is(0.12) ? [`Arrêtée la présente facture à la somme de ${moneyIn(look, fields.grossTotal!)} TTC.`] : []),
    ...(chance.is(0.15) ? [`Dossier suivi par ${chance.pick(firstNames)} ${chance.pick(surnames)}`] : []),
    ...paid,
    ...(iban
      ? [
          `${chance.pick(['IBAN', 'IBAN :', 'RIB :', 'Virement sur le compte', 'Coordonnées bancaires :', 'Par virement : IBAN'])} ${iban}${chance.is(0.5) ? ` - BIC ABCDFRPPXXX` : ''}`,
        ]
      : []),
    ...(hard?.foot ?? []),
    ...(chance.is(0.3) ? [`Banque : ${chance.pick(banks)}`] : []),
    ...(kind === 'artisan' && chance.is(0.5) ? [`Assurance décennale MAAF, contrat n° ${decoys.insurer}`] : []),
    ...(kind === 'artisan' && chance.is(0.1) ? [`Sous-traitant : Étanchéité du Bas, SIRET ${decoys.third}`] : []),
    ...(chance.is(0.5) ? ['En cas de retard : indemnité forfaitaire pour frais de recouvrement de 40 €.'] : []),
    ...(chance.is(0.2) ? ['Pas d’escompte pour paiement anticipé.'] : []),
  ]
  const isNamed = look.supplierAt === 'foot'
  lines(parts, texts, look.margin, Math.min(y + 24, HEIGHT - 60 - texts.length * look.size * 1.25))
  const legal = look.siretsAt === 'foot' || isNamed || look.supplierAt === 'line' ? identityOf(parts) : []
  const own = isNamed
    ? [supplier.name, supplier.street, supplier.town, `Tél. ${supplier.phone}`]
    : chance.is(0.3)
      ? [supplier.name]
      : []
  const bits = [...own, ...legal]
  if (bits.length === 0) return
  const mark = chance.pick([' - ', ' • ', ' | '])
  const rows =
    bits.join(mark).length > 110 ? [bits.slice(0, 3).join(mark), bits.slice(3).join(mark)] : [bits.join(mark)]
  lines(parts, rows, WIDTH / 2, HEIGHT - 40, { size: 7.5, align: 'center' })
}

/** Where the SIRETs are not in the blocks, the buyer’s is among the references. */
export const buyerIdentity = ({ look, facts: { fields } }: Parts): string[] =>
  fields.buyerSiret && look.siretsAt === 'foot'
    ? [
        `${/client|dest|factu/i.test(look.word('buyerSiret')) ? look.word('buyerSiret') : 'SIRET client'} : ${fields.buyerSiret}`,
      ]
    : []
