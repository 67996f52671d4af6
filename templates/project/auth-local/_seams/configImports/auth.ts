import { type AuthConfig, authSecrets, authVariables, checkAuth, describeAuth, readAuth } from './auth/config.ts'
