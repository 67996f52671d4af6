import type { Claims, TrustedKey } from './verifier.ts'

/** Tokens that are remembered at once, some 10 MB. Beyond it, the one that came first is forgotten. */
const MAX_TOKENS = 10_000

/**
 * Remembers tokens that passed every check: by the whole text, so that no other token is taken for
 * one of them. What can change of one that passed is asked again each time: the time, and the key.
 */
export function createTokenCache(maxTokens = MAX_TOKENS) {
  const passed = new Map<string, { readonly claims: Claims; readonly trusted: TrustedKey }>()

  return {
    get size() {
      return passed.size
    },
    /** @param oldest when a token may have expired, in seconds */
    find(token: string, oldest: number): Claims | undefined {
      const entry = passed.get(token)
      if (!entry) return undefined
      if (entry.claims.exp > oldest && entry.trusted.isTrusted()) return entry.claims
      passed.delete(token)
      return undefined
    },
    keep(token: string, claims: Claims, trusted: TrustedKey): void {
      if (passed.size >= maxTokens) {
        const [first] = passed.keys()
        if (first !== undefined) passed.delete(first)
      }
      passed.set(token, { claims, trusted })
    },
  }
}
