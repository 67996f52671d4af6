import type { Guard } from '../guard.ts'
import { adminAreaGuard } from './admin-area.guard.ts'
import { billingGuard } from './billing.guard.ts'
import { partnersGuard } from './partners.guard.ts'
import { supportGuard } from './support.guard.ts'

/** The ways to tell who calls that routes may name besides that of the whole project. */
export const guards: readonly Guard[] = [
  // One line each, in alphabetical order.
  adminAreaGuard,
  billingGuard,
  partnersGuard,
  supportGuard,
]
