import type { FieldPolicy, FieldRules } from '../../http/policy.ts'

/** What fields are for some only: the schemas say it of each, and nobody else sees or sets one. */
const fields = {
  salary: { read: { roles: ['hr'] }, write: { roles: ['hr'] } },
  managerId: { write: { roles: ['hr'] } },
} as const satisfies FieldRules

/** Who may do what with employees. */
export const employeePolicy = {
  fields,
  list: { access: 'authenticated', fields },
  get: { access: 'authenticated', fields },
  create: { access: 'authenticated', fields },
  createMany: { access: 'authenticated', fields },
  update: { access: 'authenticated', fields },
  remove: { access: 'authenticated', fields },
} as const satisfies FieldPolicy<'list' | 'get' | 'create' | 'createMany' | 'update' | 'remove'>
