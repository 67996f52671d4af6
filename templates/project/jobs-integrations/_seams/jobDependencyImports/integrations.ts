import type { Integrations } from '../integrations/index.ts'
