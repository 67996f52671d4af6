import { openIntegrations } from './integrations/index.ts'
