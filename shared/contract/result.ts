/** Everything that may go wrong in a way the person can understand. Bugs are not in this list: they throw. */
export type FailureCode =
  | 'access.none'
  | 'access.missing'
  | 'access.passphrase'
  | 'access.locked'
  | 'access.secrets'
  | 'access.gone'
  | 'access.busy'
  | 'invoice.gone'
  | 'invoice.setAside'
  | 'invoice.notReady'
  | 'invoice.tooLate'
  | 'redo.same'
  | 'redo.one'
  | 'redo.number'
  | 'file.none'
  | 'file.damaged'
  | 'file.notSplit'
  | 'file.notTurned'
  | 'file.notWritten'
  | 'folder.refused'
  | 'certificate.tooBig'
  | 'platform.away'
  | 'platform.refused'
  | 'directory.refused'
  | 'disk.full'
  | 'data.gone'
  | 'unexpected'
export type Result<T> = { ok: true; value: T } | { ok: false; failure: FailureCode }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const fail = (failure: FailureCode): Result<never> => ({ ok: false, failure })
