import { preparedAuth } from './prepared-auth.ts'
