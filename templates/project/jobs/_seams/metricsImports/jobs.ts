import { createJobMetrics, type JobMetrics } from './job-metrics.ts'
