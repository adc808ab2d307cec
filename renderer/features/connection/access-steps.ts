import type { AccessView } from '../../../shared/contract/connection.ts'
import { french } from '../../../shared/base/french.ts'
import table from '../../../shared/tables/connection-steps.json'

export type Step = { id: string; text: string; fields: string[] }
export type Group = { title: string; site: 'piste' | 'chorus'; steps: Step[] }

/** The steps to the accesses of an environment (connection-steps.json), where each is done. */
export const groupsFor = (environment: 'qualification' | 'production'): Group[] =>
  table.groups.map(({ title, site, steps }) => ({
    title,
    site: site as Group['site'],
    steps: steps
      .map((step) => ({ fields: [] as string[], only: '', ...step }))
      .filter(({ only }) => !only || only === environment)
      .map(({ id, text, fields }) => ({
        id,
        text: french(text.replace('{environment}', environment === 'qualification' ? 'sandbox' : 'production')),
        fields,
      })),
  }))

/** Ticked, or what it gives has been typed, or the accesses are in use. */
export const isDone = ({ id, fields }: Step, view: AccessView): boolean =>
  view.done.includes(id) || view.hasSecrets || (fields.length > 0 && fields.every((name) => has(view, name)))

const has = (view: AccessView, name: string) =>
  name === 'clientSecret' || name === 'password' ? view.kept[name] : view[name as 'clientId' | 'login'] !== ''
