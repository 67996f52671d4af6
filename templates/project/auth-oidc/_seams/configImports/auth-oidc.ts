import { checkOidc, describeOidc, type OidcConfig, oidcSecrets, oidcVariables, readOidc } from './auth/oidc/config.ts'
