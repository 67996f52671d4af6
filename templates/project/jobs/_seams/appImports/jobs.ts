import { countJobs } from './jobs/counts.ts'
