import { fail, ok, type Result } from '../../../shared/contract/result.ts'
import {
  companiesOf,
  withCompanyPatch,
  withFirm,
  withoutCompany,
  withPatch,
  type CompanyPatch,
  type Settings,
  type SettingsPatch,
} from '../../../shared/contract/settings.ts'
import type { Company } from '../../../shared/domain/firms/company.ts'
import type { Connections } from '../connections/registry.ts'
import { countInvoices } from '../intake/count.ts'
import type { Watching } from '../intake/watched-folder.ts'
import type { Store } from '../store/database.ts'
import { done, type Done } from './recording.ts'

type Deps = Pick<Store, 'settings'> & {
  watching: Pick<Watching, 'choose' | 'answerExisting'>
  connections: Pick<Connections, 'remove'>
  /** Asks in the background about the owner's firms. */
  wantOwn: () => void
  now: () => number
}

/** Commands about settings: patches, so that what is not named stays as it is. */
export function createSettingsCommands({ settings, watching, connections, wantOwn, now }: Deps) {
  const change = (patch: SettingsPatch) => settings.save(withPatch(settings.get(), patch))
  /** What a firm owns is asked when it is set. */
  function changeFirms(next: Settings) {
    settings.save(next)
    wantOwn()
  }
  return {
    changeSettings: change,
    watchFolder: (isOn: boolean) => settings.save({ ...settings.get(), watching: isOn }),
    /** Watches this folder from now on; what is in it waits for a word from the person. */
    async setFolder(path: string): Promise<Done> {
      const existing = await countInvoices(path).catch(() => -1)
      if (existing < 0) return fail('folder.refused')
      watching.choose({ path, existing })
      return done
    },
    answerExisting: watching.answerExisting,
    /** It was said once that the application stays in the tray. */
    toldAboutTray: () => settings.save({ ...settings.get(), toldAboutTray: true }),
    addFirm: (firm: Pick<Company, 'siret' | 'name'>) => changeFirms(withFirm(settings.get(), firm)),
    /** `at` is its place: 0 for the first. */
    changeFirm: (at: number, patch: CompanyPatch) => changeFirms(withCompanyPatch(settings.get(), at, patch)),
    /** Gives the connection it had of its own, whose accesses are to be forgotten; « busy » while that one is awaited. */
    removeFirm(at: number): Result<{ connection?: string }> {
      const own = companiesOf(settings.get())[at]?.connection
      if (own && !connections.remove(own)) return fail('access.busy')
      changeFirms(withoutCompany(settings.get(), at))
      return ok(own ? { connection: own } : {})
    },
    /**
     * Takes over the settings of another environment the first time: what holds everywhere. Nothing of the demonstration's firm;
     * what is in the folder already waits for a word. Without accesses, by hand.
     */
    takeOver(like: Settings, isPretend: boolean): void {
      const current = settings.get()
      if (current.welcomed) return
      const { company, theme, notifications, folder, toldAboutTray } = like
      settings.save({
        ...current,
        ...{ theme, notifications, folder, toldAboutTray },
        // An access of its own stays where it is.
        company: isPretend ? current.company : { ...company, connection: '', isByHand: false },
        folderSince: now(),
        way: 'portail',
        welcomed: true,
      })
    },
  }
}
