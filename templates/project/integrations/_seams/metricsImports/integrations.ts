import { createIntegrationMetrics, type IntegrationMetrics } from './integration-metrics.ts'
