import type { Core } from '../core/core.ts'

type About = { version: string; engine: string; isConnected: boolean }

/** Max rows that cannot be read which are named one by one. */
const MOST_ROWS = 50

/** For « Copier le diagnostic »: what help needs to know, and never a secret, a name, an amount or an IBAN. */
export function diagnosis(
  core: Pick<Core, 'environment' | 'settings' | 'stages' | 'connections' | 'hold' | 'calls' | 'folder' | 'setAside'>,
  about: About,
): string {
  const holds = core.connections.ids().flatMap((id) => core.hold(id) ?? [])
  const stages = core.stages()
  return [
    `Choriste ${about.version}, ${about.engine}, ${process.platform} ${process.arch}`,
    `Environnement : ${core.environment}, ${core.settings.get().way === 'portail' ? 'portail assisté' : 'API'}${about.isConnected ? '' : ', sans accès'}`,
    `Factures : ${stages.map(({ stage, count }) => `${stage} ${count}`).join(', ') || 'aucune'}`,
    `Dossier : ${core.folder().state}`,
    ...holds.map(({ hindrance, until }) => `En attente de Chorus Pro : ${hindrance}, jusqu’à ${iso(until)}`),
    ...(holds.length ? [] : ['Aucune attente']),
    `Lignes illisibles : ${core.setAside().length}`,
    ...core
      .setAside()
      .slice(0, MOST_ROWS)
      .map(({ table, key, why }) => `  ${table} ${key} : ${why}`),
    'Derniers appels :',
    ...core
      .calls()
      .slice(-30)
      .map(({ at, route, end, ms }) => `  ${iso(at)} ${route} ${end} ${ms} ms`),
  ].join('\n')
}
const iso = (at: number) => new Date(at).toISOString()
