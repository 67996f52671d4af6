import type { Policy } from '../../http/policy.ts'

/** Who may do what with topics. */
export const topicPolicy = {
  list: { access: 'public' },
  get: { access: 'public' },
  create: { access: 'public' },
  createMany: { access: 'public' },
  update: { access: 'public' },
  remove: { access: 'public' },
} as const satisfies Policy<'list' | 'get' | 'create' | 'createMany' | 'update' | 'remove'>
