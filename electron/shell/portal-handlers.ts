import { BrowserWindow, shell } from 'electron'
import { ok } from '../../shared/contract/result.ts'
import { matchAll } from '../../shared/domain/portal/match.ts'
import table from '../../shared/tables/portal.json' with { type: 'json' }
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'

type PortalCall = Extract<keyof Handlers, `portal.${string}`>

/** What a person does on the portal by hand: the file laid out, the way back to where they were, what they note. */
export function createPortalHandlers({ environment, queries, commands }: Core): Pick<Handlers, PortalCall> {
  const none = ok({})
  const site = environment === 'demonstration' ? '' : table.addresses[environment]
  return {
    'portal.prepare': async ({ id }) => {
      const laid = await commands.layOut(id)
      return laid.ok ? ok({ name: laid.value.name, folder: laid.value.folder, site }) : laid
    },
    'portal.openFolder': async ({ id }) => {
      const laid = await commands.layOut(id)
      if (!laid.ok) return laid
      shell.showItemInFolder(laid.value.path)
      return none
    },
    'portal.openSite': async () => {
      if (site) await shell.openExternal(site)
      return none
    },
    'portal.walk': ({ id, walk }) => commands.keepWalk(id, walk),
    'portal.deposited': ({ id, ...deposit }) => commands.noteDeposit(id, deposit),
    'portal.certificate': ({ id, name, bytes }) => commands.keepCertificate(id, name, bytes),
    'portal.match': ({ lines }) => ok({ matches: matchAll(lines, queries.bearing(lines.map(({ number }) => number))) }),
    'portal.note': ({ notes }) => ok({ noted: commands.noteStatuses(notes) }),
    'portal.keepInFront': ({ isOn }) => {
      for (const window of BrowserWindow.getAllWindows()) window.setAlwaysOnTop(isOn)
      return none
    },
    'portal.withdraw': ({ id }) => commands.withdrawFromPortal(id),
    'portal.rejected': ({ id, message }) => commands.noteRejection(id, message),
    'portal.takeBack': ({ id }) => commands.takeStatusBack(id),
  }
}
