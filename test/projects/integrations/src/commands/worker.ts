import { runWorker } from '../jobs/run-worker.ts'

// Any number of them may run beside the service.
await runWorker(process.env)
