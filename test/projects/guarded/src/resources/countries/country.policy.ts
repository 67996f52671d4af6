import type { Policy } from '../../http/policy.ts'

/** Who may do what with countries. */
export const countryPolicy = {
  list: { access: 'authenticated' },
  get: { access: 'authenticated' },
  create: { access: 'authenticated' },
  createMany: { access: 'authenticated' },
  update: { access: 'authenticated' },
  remove: { access: 'authenticated' },
} as const satisfies Policy<'list' | 'get' | 'create' | 'createMany' | 'update' | 'remove'>
