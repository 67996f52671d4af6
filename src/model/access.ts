import { printLiteral } from './literal.ts'

/** Whom a resource is for. */
export type Access = 'public'

/** `'public'`: what every route of the resource says of it, as code. */
export function accessCode(access: Access): string {
  return printLiteral(access)
}
