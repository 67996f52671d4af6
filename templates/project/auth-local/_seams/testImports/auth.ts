import { productionAuth } from './production-auth.ts'
