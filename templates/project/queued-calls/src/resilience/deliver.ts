import { GiveUpError } from '../jobs/job.ts'
import { RefusedError } from './errors.ts'
import type { Operation } from './operation.ts'

/**
 * Makes a call that waited. It fails while the third party does, and so its job is tried again.
 *
 * @throws GiveUpError where the third party refuses it: it would again
 */
export async function deliver({ method }: Operation, call: () => Promise<unknown>): Promise<void> {
  try {
    await call()
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error
    const { status } = error
    // An earlier try has deleted it, and its answer was lost.
    if (method === 'DELETE' && (status === 404 || status === 410)) return
    // An earlier try may be at work still.
    if (status === 409) throw error
    throw new GiveUpError(error.message, { cause: error })
  }
}
