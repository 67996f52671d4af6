import {
  checkIntegrations,
  describeIntegrations,
  type IntegrationsConfig,
  integrationSecrets,
  integrationVariables,
  readIntegrations,
} from './integrations/config.ts'
