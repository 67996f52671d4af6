import type { Guard } from '../guard.ts'

/** The ways to tell who calls that routes may name besides that of the whole project. */
export const guards: readonly Guard[] = [
  // One line each, in alphabetical order.
]
