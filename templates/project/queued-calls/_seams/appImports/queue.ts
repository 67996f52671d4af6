import { createJobQueue } from './jobs/queue.ts'
