import type { FieldPolicy, FieldRules } from '../../http/policy.ts'

/** What fields are for some only: the schemas say it of each, and nobody else sees or sets one. */
const fields = {
  score: { read: { roles: ['editor'] }, write: { roles: ['editor'] } },
  folderId: { write: { roles: ['editor'] } },
} as const satisfies FieldRules

/** Who may do what with sheets. */
export const sheetPolicy = {
  fields,
  list: { access: 'authenticated', owned: true, fields },
  get: { access: 'authenticated', owned: true, fields },
  create: { access: 'authenticated', owned: true, fields },
  createMany: { access: 'authenticated', owned: true, fields },
  update: { access: 'authenticated', owned: true, fields },
  remove: { access: 'authenticated', owned: true, fields },
} as const satisfies FieldPolicy<'list' | 'get' | 'create' | 'createMany' | 'update' | 'remove'>
