import type { Identity, IdentityDependencies } from './http/identity.ts'

/**
 * Tells who makes a request, from its `Authorization` for instance. This is where an identity
 * provider is plugged in: until then nobody is known, and what is not for everyone is for no one.
 */
export async function createIdentity(_dependencies: IdentityDependencies): Promise<Identity> {
  return { identify: async () => undefined }
}
