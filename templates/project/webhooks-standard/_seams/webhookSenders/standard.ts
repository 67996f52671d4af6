import { standardSender } from '../support/webhook-standard.ts'
