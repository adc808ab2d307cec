import type { Exemption } from '../../../../shared/domain/platform/exemption-reason.ts'
import type { Client } from './client.ts'
import type { Downloaded } from '../port.ts'
import { fileOf } from './downloads.ts'
import { operations } from './operations.ts'
import { allPages, PAGE } from './paging.ts'
import { foundNothing } from './problems.ts'

type Entry = { code: string; label: string }

/** Referentials: lists that Chorus Pro keeps, and what the account belongs to (chorus-pro-api.md §5, §6). */
export function createReferentials({ ask }: Pick<Client, 'ask'>) {
  return {
    async exemptions(): Promise<Exemption[]> {
      const { listeMotifsExonerationTva } = await ask(operations.exemptions, { codeLangue: 'fr' })
      return listeMotifsExonerationTva.map((reason) => ({
        code: reason.codeMotifExonerationTva,
        label: reason.libelleMotifExonerationTva ?? reason.codeMotifExonerationTva,
      }))
    },

    /** `percent` is undefined where only a code is given. */
    async vatRates(): Promise<(Entry & { percent: number | undefined })[]> {
      const { listeTauxTva } = await ask(operations.vatRates, {})
      return listeTauxTva.map((rate) => ({
        code: rate.codeTauxTva,
        label: rate.libelleTauxTva ?? rate.codeTauxTva,
        percent: rate.valeurTauxTva,
      }))
    },

    /** Types of attachments: what a file joined to an invoice may be called. */
    async attachmentTypes(): Promise<Entry[]> {
      const { listeTypePieceJointe } = await ask(operations.attachmentTypes, { codeLangue: 'fr', typeObjet: 'FACTURE' })
      return listeTypePieceJointe.map((type) => ({
        code: type.codeTypePieceJointe,
        label: type.libelleTypePieceJointe ?? type.codeTypePieceJointe,
      }))
    },

    /** All public structures, one big file (§5.8). */
    async directory(): Promise<Downloaded> {
      return fileOf((await ask(operations.directory, {})).fichierResultat)
    },

    /** Is there such an order? `structureId` is the technical one, written as a string over there (§6.2). */
    async hasEngagement(structureId: number, engagement: string): Promise<boolean> {
      try {
        const { listeEngagementJuridique } = await ask(operations.engagements, {
          structureReceptriceEngagementJuridique: String(structureId),
          numeroEngagementJuridique: engagement,
          etatCourantEngagementJuridique: 'COMMANDE',
        })
        return listeEngagementJuridique.rows.length > 0
      } catch (error) {
        if (foundNothing(error)) return false
        throw error
      }
    },

    /** The structures the account belongs to, valid or still waited for. */
    async attachedStructures(): Promise<{ siret: string; name: string; status: string }[]> {
      const { answers } = await allPages(
        (page) =>
          ask(operations.attachedStructures, {
            parametresRecherche: { nbResultatsParPage: PAGE, pageResultatDemandee: page },
          }),
        ({ listeStructureRattachement }) => listeStructureRattachement.length,
      )
      const rows = answers.flatMap(({ listeStructureRattachement }) => listeStructureRattachement)
      return rows.map(({ identifiantStructure = '', designationStructure = '', statutRattachementStructure = '' }) => ({
        siret: identifiantStructure,
        name: designationStructure,
        status: statutRattachementStructure,
      }))
    },
  }
}
