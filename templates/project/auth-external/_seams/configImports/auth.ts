import { type AuthConfig, authVariables, checkAuth, describeAuth, readAuth } from './auth/config.ts'
