import type { Policy } from '../../http/policy.ts'

/** Who may do what with tags. */
export const tagPolicy = {
  list: { access: { roles: ['editor'] }, guard: 'partners' },
  get: { access: { roles: ['editor'] }, guard: 'partners' },
  create: { access: { roles: ['editor'] }, guard: 'partners' },
  createMany: { access: { roles: ['editor'] }, guard: 'partners' },
  update: { access: { roles: ['editor'] }, guard: 'partners' },
  remove: { access: { roles: ['editor'] }, guard: 'partners' },
} as const satisfies Policy<'list' | 'get' | 'create' | 'createMany' | 'update' | 'remove'>
