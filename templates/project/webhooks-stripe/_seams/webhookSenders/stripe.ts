import { stripeSender } from '../support/webhook-stripe.ts'
