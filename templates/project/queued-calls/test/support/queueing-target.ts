import { Value } from 'typebox/value'
import type { Job } from '../../src/jobs/job.ts'
import type { JobQueue } from '../../src/jobs/queue.ts'
import type { TargetConfig } from '../../src/resilience/config.ts'
import type { QueuedCall } from '../../src/resilience/queued-call.ts'
import { createQueueingTarget, type QueueingTarget } from '../../src/resilience/queueing.ts'
import { openTarget, type TestTarget } from './target.ts'

/** As `openTarget` opens one, with a queue in memory. */
export interface QueueingTestTarget extends TestTarget, QueueingTarget {
  /** What waits, in the order of its coming, with the names of the jobs. */
  readonly queued: readonly { readonly job: string; readonly data: QueuedCall }[]
}

/** @param jobs by the names of their operations */
export function openQueueingTarget(
  integration: string,
  config: Partial<TargetConfig> & Pick<TargetConfig, 'url'>,
  jobs: Readonly<Record<string, Job<never>>>,
): QueueingTestTarget {
  const target = openTarget(integration, config)
  const queued: { readonly job: string; readonly data: QueuedCall }[] = []
  const queue: JobQueue = {
    async add({ name, data: schema }, data) {
      const [fault] = Value.Errors(schema, data)
      if (fault) throw new Error(`job ${name}: ${fault.instancePath} ${fault.message}`)
      queued.push({ job: name, data: data as unknown as QueuedCall })
    },
  }
  const { callOrQueue } = createQueueingTarget(target, { ...target.parts, jobs, queue })
  return Object.assign(target, { callOrQueue, queued })
}
