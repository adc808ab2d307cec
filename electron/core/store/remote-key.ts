/** What the platform's own key was called until December 2026, when it was a number of Chorus Pro. */
export const OLD_KEY = 'remoteId'

/** Tolerant read: the JSON of a row with the opaque key it has today (port.ts); as it is where it has one, or never had. */
export function withRemoteKey(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || !(OLD_KEY in json) || 'remoteKey' in json) return json
  const { [OLD_KEY]: id, ...rest } = json
  return { ...rest, remoteKey: String(id) }
}
