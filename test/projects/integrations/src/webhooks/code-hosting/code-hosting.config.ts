import { text } from '../../variables.ts'
import { githubKey } from '../schemes/github.key.ts'

/** The variable of code-hosting, and what its secrets look like. */
export const codeHostingSettings = {
  variables: { CODE_HOSTING_SECRET: text(4_096) },
  secret: 'CODE_HOSTING_SECRET',
  form: githubKey,
} as const
