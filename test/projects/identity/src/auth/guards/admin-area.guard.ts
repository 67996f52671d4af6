import type { Guard } from '../guard.ts'

/** Who calls with a token of this project, and has what is needed. */
export const adminAreaGuard: Guard = {
  name: 'admin-area',
  trusts: 'own',
  roles: ['admin'],
}
