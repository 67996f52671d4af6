import type { Policy } from '../../http/policy.ts'

/** Who may do what with tags. */
export const tagPolicy = {
  list: { access: { roles: ['editor'] } },
  get: { access: { roles: ['editor'] } },
  create: { access: { roles: ['editor'] } },
  createMany: { access: { roles: ['editor'] } },
  update: { access: { roles: ['editor'] } },
  remove: { access: { roles: ['editor'] } },
} as const satisfies Policy<'list' | 'get' | 'create' | 'createMany' | 'update' | 'remove'>
