import { z } from 'zod'
import referentials from '../data/referentials.json' with { type: 'json' }
import type { Structure } from '../directory/structure.ts'
import { id, operation, Refusal, success, text, type Caller, type Parts } from '../operation.ts'
import { cut, Paging } from '../paging.ts'

export const recupererTauxTva = operation({
  path: '/cpro/transverses/v1/recuperer/tauxtva',
  input: z.object({}),
  answer: (_, parts) => ({
    ...success,
    listeTauxTva: referentials.vatRates.map((rate) => ({ ...rate, libelleTauxTva: told(rate.libelleTauxTva, parts) })),
  }),
})

export const recupererMotifsExoneration = operation({
  path: '/cpro/transverses/v1/recuperer/motifs/exonerationtva',
  input: z.object({}),
  answer: (_, parts) => ({
    ...success,
    listeMotifsExonerationTva: referentials.exemptions.map(
      ({ codeMotifExonerationTva, libelleMotifExonerationTva }) => ({
        codeMotifExonerationTva,
        libelleMotifExonerationTva: told(libelleMotifExonerationTva, parts),
      }),
    ),
  }),
})

/** What an attachment may be (chorus-pro-api.md §7.9); `typeObjet` filters when it is given. */
export const recupererTypesPj = operation({
  path: '/cpro/transverses/v1/recuperer/typespj',
  input: z.object({ typeObjet: text }),
  answer: ({ typeObjet }, parts) => ({
    ...success,
    listeTypePieceJointe: referentials.attachmentTypes
      .filter((type) => !typeObjet || type.typeObjet === typeObjet)
      .map((type) => ({ ...type, libelleTypePieceJointe: told(type.libelleTypePieceJointe, parts) })),
  }),
})

/** A label as it is listed: one we made up says « SIMULÉ » to whoever writes a client, not to an owner in the demonstration. */
function told(label: string, { isDemonstration }: Parts): string {
  if (!isDemonstration) return label
  const plain = label.replace(/^SIMULÉ : /, '')
  return plain.slice(0, 1).toUpperCase() + plain.slice(1)
}

/** The structures the technical account may issue for (chorus-pro-api.md §5.9). */
export const recupererStructuresActives = operation({
  path: '/cpro/transverses/v1/recuperer/structures/actives/fournisseur',
  input: z.object({}),
  answer: (_, parts, caller) => ({
    ...success,
    listeStructures: suppliersOf(parts, caller).map(({ id, siret, name }) => ({
      idStructureCPP: id,
      identifiant: siret,
      designationStructure: name,
    })),
  }),
})

/** Those of the directory; in the demonstration also the one the account is named after, and those that have deposited. */
export function suppliersOf({ directory, store }: Parts, { siret }: Caller): Structure[] {
  const ours = directory.all().filter(({ isOurs }) => isOurs)
  const sirets = new Set([
    siret,
    ...ours.map((structure) => structure.siret),
    ...store.invoices().map(({ supplierSiret }) => supplierSiret),
  ])
  return [...sirets]
    .flatMap((each) => directory.bySiret(each) ?? [])
    .filter(({ isOurs, isClosed }) => isOurs && !isClosed)
}

/** The bank accounts of a structure (chorus-pro-api.md §5.10). What it says of pages lies at the root here. */
export const recupererCoordonneesBancaires = operation({
  path: '/cpro/transverses/v1/recuperer/coordbanc/valides',
  input: z.object({ idStructure: id, parametresRecherche: Paging }),
  answer({ idStructure, parametresRecherche: paging }, { directory }) {
    const structure = directory.byId(idStructure)
    if (!structure?.isOurs) throw new Refusal(29120, 'SIMULÉ : cette structure n’est pas de ce compte')
    const accounts = structure.bankAccounts.map((account) => ({
      idCoordonneeBancaire: account.id,
      nomCoordonneeBancaire: account.name,
    }))
    const { page, ...pages } = cut({
      rows: accounts,
      page: paging?.pageResultatDemandee,
      size: paging?.nbResultatsParPage,
    })
    return { ...success, listeCoordonneeBancaire: page, ...pages }
  },
})
