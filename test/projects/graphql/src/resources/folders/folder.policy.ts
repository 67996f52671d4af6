import type { Policy } from '../../http/policy.ts'

/** Who may do what with folders. */
export const folderPolicy = {
  list: { access: 'authenticated', owned: true },
  get: { access: 'authenticated', owned: true },
  create: { access: 'authenticated', owned: true },
  createMany: { access: 'authenticated', owned: true },
  update: { access: 'authenticated', owned: true },
  remove: { access: 'authenticated', owned: true },
} as const satisfies Policy<'list' | 'get' | 'create' | 'createMany' | 'update' | 'remove'>
