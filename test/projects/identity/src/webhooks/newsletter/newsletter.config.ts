import { text } from '../../variables.ts'
import { standardKey } from '../schemes/standard.key.ts'

/** The variable of newsletter, and what its secrets look like. */
export const newsletterSettings = {
  variables: { NEWSLETTER_WEBHOOK_SECRET: text(4_096) },
  secret: 'NEWSLETTER_WEBHOOK_SECRET',
  form: standardKey,
} as const
