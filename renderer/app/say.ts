import type { FailureCode } from '../../shared/contract/result.ts'
import { french } from '../../shared/base/french.ts'

export type Words = { title: string; advice: string }

/** What the person reads. A code without words does not compile. */
const words: Record<FailureCode, Words> = {
  'access.none': {
    title: 'La démonstration n’a pas besoin d’accès.',
    advice: 'Passez d’abord en qualification ou en production.',
  },
  'access.missing': {
    title: 'Rien ne peut partir : Choriste n’a pas d’accès ouvert à Chorus Pro.',
    advice: 'La facture reste ici, prête. Ouvrez les accès, ou déposez-la vous-même sur le portail.',
  },
  'access.gone': {
    title: 'Cet accès n’existe plus.',
    advice: 'Cette entreprise passe par l’accès de toutes vos entreprises.',
  },
  'access.busy': {
    title: 'Des factures parties par cet accès attendent encore une réponse.',
    advice: 'Retirez-le quand elles sont arrivées : un autre compte ne les trouverait pas. Rien n’a changé.',
  },
  'access.passphrase': {
    title: 'Il manque une phrase de passe.',
    advice: 'Cet ordinateur n’a pas de trousseau sûr : choisissez une phrase, elle sera demandée à chaque ouverture.',
  },
  'access.locked': {
    title: 'Ce n’est pas la bonne phrase de passe.',
    advice: 'Réessayez. Si elle est perdue, oubliez ces accès et saisissez-les de nouveau.',
  },
  'access.secrets': {
    title: 'Les secrets gardés ne s’ouvrent plus sur cet ordinateur.',
    advice: 'Rien n’a changé. Saisissez de nouveau le Client Secret et le mot de passe, puis enregistrez.',
  },
  'invoice.gone': { title: 'Cette facture n’est plus là.', advice: 'Elle a été écartée, ou rangée ailleurs.' },
  'invoice.setAside': {
    title: 'Choriste ne peut pas lire cette facture.',
    advice:
      'Elle est mise de côté, telle quelle : rien n’en est effacé et rien ne part. Voir « En cas de souci » dans Réglages.',
  },
  'invoice.notReady': { title: 'La facture n’est pas prête.', advice: 'Corrigez les points signalés, puis validez.' },
  'invoice.tooLate': {
    title: 'C’est trop tard.',
    advice: 'La facture a changé d’état entre-temps. Regardez-la de nouveau.',
  },
  'archive.gone': {
    title: 'Ce fichier de l’archive a changé de place entre-temps.',
    advice: 'Rien n’a changé. Regardez l’archive de nouveau.',
  },
  'archive.moved': {
    title: 'Cette archive n’est plus à sa place.',
    advice: 'Ce qui en a été pris est ici. Pour prendre le reste, déposez-la de nouveau.',
  },
  'piece.inFlow': {
    title: 'Cette facture part avec ses données seules.',
    advice: 'Une pièce ne partirait pas avec elle : joignez-la à une facture en PDF, ou remettez-la au client.',
  },
  'lot.few': {
    title: 'Un lot prend deux factures au moins.',
    advice: 'Choisissez-en une autre, ou envoyez celle-ci seule.',
  },
  'lot.many': {
    title: 'Il y a trop de factures pour un seul lot.',
    advice: 'Rien n’est parti. Retirez-en, et faites un second lot avec les autres.',
  },
  'lot.heavy': {
    title: 'Ces factures sont trop lourdes pour un seul lot.',
    advice: 'Rien n’est parti. Retirez-en, et faites un second lot avec les autres.',
  },
  'lot.mixed': {
    title: 'Ces factures ne peuvent pas partir ensemble.',
    advice: 'Rien n’est parti. L’une a changé entre-temps, ou n’est pas de ce format : regardez-les de nouveau.',
  },
  'lot.gone': { title: 'Ce lot n’est plus là.', advice: 'Ses factures sont dans À déposer ou dans Suivi.' },
  'authoring.gone': {
    title: 'Ce brouillon n’est plus là.',
    advice: 'La facture est émise, ou le brouillon a été supprimé. Voyez À déposer.',
  },
  'authoring.number': {
    title: 'Ce numéro ne peut pas être le suivant.',
    advice:
      'Une suite n’a ni trou ni doublon : donnez le numéro qui suit le dernier, ou un autre modèle, 20 signes au plus, qui finit par un compteur.',
  },
  'authoring.logo': {
    title: 'Cette image ne va pas sur une facture.',
    advice: 'Choisissez une image PNG ou JPEG, en couleurs d’écran (RVB).',
  },
  'redo.same': {
    title: 'Ce fichier est celui d’une facture qui est déjà partie.',
    advice: 'Sa page porte encore l’ancien numéro : refaites-la avec un nouveau numéro, puis déposez-la ici.',
  },
  'redo.one': {
    title: 'Il faut un seul fichier de facture.',
    advice: 'Choisissez le PDF de la nouvelle facture. Ce qui n’a pas été pris est dit dans À déposer.',
  },
  'redo.number': {
    title: 'Ce numéro est celui de la facture rejetée.',
    advice: 'Il ne peut plus servir : donnez-en un nouveau.',
  },
  'file.damaged': {
    title: 'La copie de ce fichier, ou d’une de ses pièces, manque ou est abîmée.',
    advice: 'Rien n’est à déposer. Ajoutez de nouveau le même fichier, puis recommencez.',
  },
  'file.none': { title: 'Aucun fichier.', advice: 'Choisissez un PDF ou un fichier XML.' },
  'file.notSplit': {
    title: 'Ce PDF ne peut pas être séparé ici.',
    advice: 'Enregistrez chaque facture dans un PDF à part, puis déposez-les. Rien n’a changé.',
  },
  'file.notTurned': {
    title: 'Les pages de ce PDF ne peuvent pas être redressées ici.',
    advice: 'Rien n’est parti. Décochez « Déposer les pages redressées » : le fichier partira tel qu’il est.',
  },
  'file.notWritten': {
    title: 'Le fichier n’a pas pu être écrit là.',
    advice: 'S’il est ouvert dans un autre programme, fermez-le. Ou choisissez un autre nom, ou un autre dossier.',
  },
  'folder.refused': {
    title: 'Ce dossier ne peut pas être ouvert.',
    advice: 'Vérifiez qu’il existe et que vous y avez accès.',
  },
  'certificate.tooBig': {
    title: 'Ce fichier est trop gros pour un certificat.',
    advice: 'Choisissez le PDF que le portail a donné après l’envoi.',
  },
  'platform.away': {
    title: 'Chorus Pro ne répond pas pour l’instant.',
    advice: 'Réessayez plus tard. Rien n’a changé.',
  },
  'platform.refused': {
    title: 'Chorus Pro ne donne pas ce fichier.',
    advice: 'Téléchargez-le depuis le portail.',
  },
  'directory.refused': {
    title: 'Chorus Pro ne répond pas à cette demande.',
    advice: 'Réessayez plus tard, ou cherchez par SIRET.',
  },
  'disk.full': { title: 'Le disque est plein.', advice: 'Faites de la place, puis recommencez. Rien n’est perdu.' },
  'data.gone': {
    title: 'Le dossier de données de Choriste a disparu.',
    advice:
      'Ce changement n’est pas enregistré et rien ne part. Remettez le dossier à sa place, de la corbeille par exemple, ou rouvrez Choriste pour reprendre une copie.',
  },
  unexpected: {
    title: 'Une erreur inattendue s’est produite.',
    advice: 'Rien n’est parti. Le détail est dans le journal de Choriste.',
  },
}

export const say = (code: FailureCode): Words => ({
  title: french(words[code].title),
  advice: french(words[code].advice),
})
