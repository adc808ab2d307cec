import type { Core } from '../core/core.ts'

type About = { version: string; engine: string; isConnected: boolean }

/** Max rows that cannot be read which are named one by one. */
const MOST_ROWS = 50

/** For « Copier le diagnostic »: what help needs to know, and never a secret, a name, an amount or an IBAN. */
export function diagnosis({ environment, queries }: Pick<Core, 'environment' | 'queries'>, about: About): string {
  const holds = queries.connectionIds().flatMap((id) => queries.hold(id) ?? [])
  const stages = queries.stages()
  return [
    `Choriste ${about.version}, ${about.engine}, ${process.platform} ${process.arch}`,
    `Environnement : ${environment}, ${queries.settings().way === 'portail' ? 'portail assisté' : 'API'}${about.isConnected ? '' : ', sans accès'}`,
    `Factures : ${stages.map(({ stage, count }) => `${stage} ${count}`).join(', ') || 'aucune'}`,
    `Dossier : ${queries.folder().state}`,
    ...holds.map(({ hindrance, until }) => `En attente de Chorus Pro : ${hindrance}, jusqu’à ${iso(until)}`),
    ...(holds.length ? [] : ['Aucune attente']),
    `Lignes illisibles : ${queries.setAside().length}`,
    ...queries
      .setAside()
      .slice(0, MOST_ROWS)
      .map(({ table, key, why }) => `  ${table} ${key} : ${why}`),
    'Derniers appels :',
    ...queries
      .calls()
      .slice(-30)
      .map(({ at, route, end, ms }) => `  ${iso(at)} ${route} ${end} ${ms} ms`),
  ].join('\n')
}
const iso = (at: number) => new Date(at).toISOString()
