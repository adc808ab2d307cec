import { join } from 'node:path'
import { dayOf } from '../../../shared/base/dates.ts'
import { Damaged, DATABASE, isSound, openStore, TooNew } from '../store/database.ts'
import { copyBeforeMigrating, finishTakingUp, startAfresh, takeUp } from './copies.ts'
import { copiesIn, COPIES } from './copy-files.ts'
import { InUse, occupy } from './data-folder-lock.ts'
import { isLost } from './past.ts'

/** A question with buttons, as the system's message box takes it; `response` is the place of the one pressed, from 0. */
type Question = {
  type: 'warning'
  title: string
  message: string
  detail?: string
  buttons: string[]
  defaultId?: number
  cancelId?: number
}
type Deps = {
  dataFolder: string
  ask: (question: Question) => Promise<{ response: number }>
  now: () => number
}

/**
 * Before anything else: is the data ours alone, and sound? A damaged database is put aside, never deleted, and the last good
 * copy is proposed, as it is for one that has disappeared. Answers how to give the data back; undefined when the person would rather stop here.
 */
export async function openOrRepair({ dataFolder, ask, now }: Deps): Promise<(() => void) | undefined> {
  let release: (() => void) | undefined
  try {
    release = occupy(dataFolder)
    finishTakingUp(dataFolder, now())
    const harm = isLost(dataFolder) ? 'a disparu' : isWhole(dataFolder, now()) ? undefined : 'est abîmée'
    if (!harm || (await repair(harm, { dataFolder, ask, now }))) return release
    release()
    return undefined
  } catch (error) {
    release?.()
    const message = sentenceFor(error)
    if (!message) throw error
    await ask({ type: 'warning', title: 'Choriste', message, buttons: ['Fermer'] })
    return undefined
  }
}

function isWhole(dataFolder: string, at: number): boolean {
  try {
    copyBeforeMigrating(dataFolder, dayOf(at))
    const store = openStore(join(dataFolder, DATABASE))
    // One that may only be read opens as if all were well.
    store.atomically(() => undefined)
    store.close()
    return true
  } catch (error) {
    if (error instanceof Damaged) return false
    throw error
  }
}

async function repair(harm: 'a disparu' | 'est abîmée', { dataFolder, ask, now }: Deps): Promise<boolean> {
  const copy = copiesIn(join(dataFolder, COPIES)).find(({ path }) => isSound(path))
  const fresh = 'Repartir sans les anciennes factures'
  const buttons = copy ? [`Reprendre la copie du ${frenchDay(copy.day)}`, fresh, 'Quitter'] : [fresh, 'Quitter']
  const { response } = await ask({
    type: 'warning',
    title: 'Choriste',
    message: `La base de données de Choriste ${harm}.`,
    detail: `${harm === 'est abîmée' ? 'Elle sera mise de côté, rien n’en sera effacé. ' : ''}${
      copy
        ? 'La copie reprend tout jusqu’à sa date ; ce qui a pu partir depuis sera cherché sur Chorus Pro avant tout envoi.'
        : 'Aucune copie en bon état n’a été trouvée. Vos fichiers d’origine sont toujours dans leur dossier.'
    }`,
    buttons,
    defaultId: 0,
    cancelId: buttons.length - 1,
  })
  if (response === buttons.length - 1) return false
  if (copy && response === 0) takeUp(copy.path, dataFolder, now())
  else startAfresh(dataFolder, now())
  return true
}

function sentenceFor(error: unknown): string | undefined {
  const code = (error as { code?: string }).code ?? ''
  if (error instanceof InUse || code.startsWith('SQLITE_BUSY'))
    return 'Choriste travaille déjà sur ces données, dans une autre fenêtre ou un terminal. Fermez l’autre, puis rouvrez Choriste.'
  if (error instanceof TooNew)
    return 'Ces données viennent d’une version plus récente de Choriste. Installez-la : rien n’est perdu.'
  if (code === 'SQLITE_FULL' || code === 'ENOSPC')
    return 'Le disque est plein : Choriste ne peut rien enregistrer. Faites de la place, puis rouvrez Choriste.'
  if (code === 'SQLITE_READONLY' || code === 'SQLITE_CANTOPEN' || code === 'EACCES')
    return 'Choriste n’a pas le droit d’écrire dans son dossier de données. Vérifiez les droits de ce dossier.'
  return undefined
}

const frenchDay = (day: string) =>
  new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
