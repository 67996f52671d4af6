import { type JobsConfig, jobsVariables, readJobs } from './jobs/config.ts'
