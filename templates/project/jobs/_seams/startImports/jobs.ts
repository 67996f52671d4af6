import { startWorker } from './jobs/worker.ts'
