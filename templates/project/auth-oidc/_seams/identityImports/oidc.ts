import { createOAuth } from './auth/oauth.ts'
