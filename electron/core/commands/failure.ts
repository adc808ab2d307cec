import type { FailureCode } from '../../../shared/contract/result.ts'
import { Gone } from '../store/gone.ts'

/** Failure code of an error nobody has seen coming: the disk, the database that is closed, or a bug. */
export function failureOf(error: unknown): FailureCode {
  const { code = '' } = error as { code?: string }
  if (['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(code)) return 'disk.full'
  return error instanceof Gone ? 'data.gone' : 'unexpected'
}
