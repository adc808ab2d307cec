import type { AppState } from '../../../shared/contract/views.ts'
import { isSiret } from '../../../shared/base/siret.ts'

export type FirstStep = { name: 'company' | 'way' | 'folder'; title: string; isDone: boolean }

/** What is to be set before the first real invoice, in order. The account on the portal is known by the person alone. */
export function firstSteps({ settings, access, folder }: AppState): FirstStep[] {
  const { company, way, firstSteps } = settings
  return [
    { name: 'company', title: 'Votre entreprise', isDone: company.name !== '' && isSiret(company.siret) },
    {
      name: 'way',
      title: 'Comment vous déposez',
      isDone: way === 'api' ? access === 'open' : firstSteps.hasAccount,
    },
    { name: 'folder', title: 'Votre dossier', isDone: folder.state === 'watching' && !folder.existing },
  ]
}

/** They are shown until they are done, hidden by the person, or an invoice has left: then nothing is first any more. */
export const isBeginning = (app: AppState, gone: number): boolean =>
  app.environment !== 'demonstration' &&
  !app.settings.firstSteps.isHidden &&
  !gone &&
  firstSteps(app).some(({ isDone }) => !isDone)
