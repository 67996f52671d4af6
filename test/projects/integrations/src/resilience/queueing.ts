import type { Job } from '../jobs/job.ts'
import type { JobQueue } from '../jobs/queue.ts'
import type { Answered, CallOptions } from './call.ts'
import { isIntegrationError, isOutage } from './errors.ts'
import type { Operation } from './operation.ts'
import type { Queued, QueuedCall } from './queued-call.ts'
import type { Target, TargetParts } from './target.ts'

/** A third party of which some calls may be made later. */
export interface QueueingTarget extends Pick<Target, 'call'> {
  /**
   * Calls it. What it cannot do now is put into a queue, and a worker does it later, under the same key.
   *
   * @throws IntegrationError where it refuses, where nobody waits any more, and where there is no queue
   */
  callOrQueue<T>(
    operation: Operation,
    input: object,
    options?: CallOptions,
  ): Promise<Answered<T> | Queued>
}

export interface QueueingParts
  extends Pick<TargetParts, 'integration' | 'logger' | 'metrics' | 'newId'> {
  /** What does a call later, by the name of its operation. */
  readonly jobs: Readonly<Record<string, Job<never>>>
  /** Not there in a worker: what a job cannot do now is tried again with the job. */
  readonly queue?: JobQueue
}

export function createQueueingTarget(
  target: Pick<Target, 'call'>,
  { integration, logger, metrics, newId, jobs, queue }: QueueingParts,
): QueueingTarget {
  return {
    call: target.call,
    async callOrQueue<T>(operation: Operation, input: object, options: CallOptions = {}) {
      // Known before the first try: it may be done already, and only its answer be lost.
      const { idempotencyKey = newId() } = options
      try {
        return await target.call<T>(operation, input, { ...options, idempotencyKey })
      } catch (error) {
        const job = operation.fallback.kind === 'queue' ? jobs[operation.name] : undefined
        if (!queue || !job || !isIntegrationError(error) || !isOutage(error)) throw error
        const waiting: QueuedCall = { idempotencyKey, input: sentOf(operation, input) }
        await queue.add(job, waiting as never)
        const labels = { integration, operation: operation.name }
        const source = 'queued' as const
        metrics.fellBack(labels, source)
        const { outcome, message: reason } = error
        logger.warn({ event: 'integration.fallback', ...labels, outcome, source, reason })
        return { source, idempotencyKey }
      }
    },
  }
}

/** What the third party is told, and nothing that only happens to be there. */
function sentOf({ path, sends }: Operation, input: object): object {
  const parameters = path.match(/(?<=:)[A-Za-z]\w*/g) ?? []
  const given = input as Readonly<Record<string, unknown>>
  const names = [...parameters, ...sends].filter((name) => given[name] !== undefined)
  return Object.fromEntries(names.map((name) => [name, given[name]]))
}
