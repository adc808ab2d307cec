import { ajouterFichier } from './ajouter-fichier.ts'
import { consulterCrDetaille } from './consulter-cr-detaille.ts'
import { consulterFournisseur } from './consulter-fournisseur.ts'
import { consulterHistorique } from './consulter-historique.ts'
import { deposerFlux } from './deposer-flux.ts'
import { deposerPdf } from './deposer-pdf.ts'
import { rechercherFournisseur } from './rechercher-fournisseur.ts'
import {
  recupererCoordonneesBancaires,
  recupererMotifsExoneration,
  recupererStructuresActives,
  recupererTauxTva,
} from './referentials.ts'
import { consulterService, rechercherServices } from './services.ts'
import { soumettre } from './soumettre.ts'
import { consulterStructure, rechercherStructures } from './structures.ts'

/** Every route the simulator answers, by its path. A path that is not here is a 403 without a word. */
export const operations = new Map(
  [
    ajouterFichier,
    consulterCrDetaille,
    consulterFournisseur,
    consulterHistorique,
    consulterService,
    consulterStructure,
    deposerFlux,
    deposerPdf,
    rechercherFournisseur,
    rechercherServices,
    rechercherStructures,
    recupererCoordonneesBancaires,
    recupererMotifsExoneration,
    recupererStructuresActives,
    recupererTauxTva,
    soumettre,
  ].map((operation) => [operation.path, operation]),
)
