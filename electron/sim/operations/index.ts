import { ajouterFichier } from './ajouter-fichier.ts'
import { completer } from './completer.ts'
import { consulterCrDetaille } from './consulter-cr-detaille.ts'
import { consulterFournisseur } from './consulter-fournisseur.ts'
import { consulterHistorique } from './consulter-historique.ts'
import { corrigerValideur } from './corriger-valideur.ts'
import { deposerFlux } from './deposer-flux.ts'
import { deposerPdf } from './deposer-pdf.ts'
import { listerRattachements, recupererRattachements } from './rattachements.ts'
import { rechercherATraiter } from './rechercher-a-traiter.ts'
import { rechercherEngagements } from './rechercher-engagements.ts'
import { rechercherFournisseur } from './rechercher-fournisseur.ts'
import { recycler } from './recycler.ts'
import {
  recupererCoordonneesBancaires,
  recupererMotifsExoneration,
  recupererStructuresActives,
  recupererTauxTva,
  recupererTypesPj,
} from './referentials.ts'
import { consulterService, rechercherServices } from './services.ts'
import { soumettre } from './soumettre.ts'
import { consulterStructure, rechercherStructures } from './structures.ts'
import { telechargerAnnuaire } from './telecharger-annuaire.ts'
import { telechargerGroupe } from './telecharger-groupe.ts'
import { traiterRejet } from './traiter-rejet.ts'

/** Every route the simulator answers, by its path. A path that is not here is a 403 without a word. */
export const operations = new Map(
  [
    ajouterFichier,
    completer,
    consulterCrDetaille,
    consulterFournisseur,
    consulterHistorique,
    consulterService,
    consulterStructure,
    corrigerValideur,
    deposerFlux,
    deposerPdf,
    listerRattachements,
    rechercherATraiter,
    rechercherEngagements,
    rechercherFournisseur,
    rechercherServices,
    rechercherStructures,
    recupererCoordonneesBancaires,
    recupererMotifsExoneration,
    recupererRattachements,
    recupererStructuresActives,
    recupererTauxTva,
    recupererTypesPj,
    recycler,
    soumettre,
    telechargerAnnuaire,
    telechargerGroupe,
    traiterRejet,
  ].map((operation) => [operation.path, operation]),
)
