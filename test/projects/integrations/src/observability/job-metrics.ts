import { Gauge, type Registry } from 'prom-client'
import { DEAD_LETTERS } from '../jobs/boss.ts'
import type { JobCounts } from '../jobs/counts.ts'

/** What is counted of jobs, for every process that can be asked, whoever does them. */
export interface JobMetrics {
  /** @param count asked whenever the metrics are read */
  watch(count: () => Promise<readonly JobCounts[]>): void
}

export function createJobMetrics(registry: Registry): JobMetrics {
  const registers = [registry]
  let read: () => Promise<readonly JobCounts[]> = async () => []
  const givenUp = new Gauge({
    name: 'jobs_given_up',
    help: 'Jobs that were given up and not put back.',
    registers,
  })
  const active = new Gauge({
    name: 'jobs_at_work',
    help: 'Jobs that a worker has taken, by kind.',
    labelNames: ['job'],
    registers,
  })
  new Gauge({
    name: 'jobs_waiting',
    help: 'Jobs that wait, for a worker or for their time, by kind.',
    labelNames: ['job'],
    registers,
    async collect() {
      // Without a database there are no numbers; the others must still be told.
      const counts = await read().catch(() => [])
      this.reset()
      active.reset()
      givenUp.reset()
      for (const { name, waiting, active: atWork } of counts) {
        if (name === DEAD_LETTERS) givenUp.set(waiting)
        else {
          this.set({ job: name }, waiting)
          active.set({ job: name }, atWork)
        }
      }
    },
  })

  return {
    watch(count) {
      read = count
    },
  }
}
