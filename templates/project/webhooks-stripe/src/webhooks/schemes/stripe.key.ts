import type { KeyForm } from '../secrets.ts'

/** A secret of Stripe: the text itself is the key, with `whsec_` and all. */
export const stripeKey: KeyForm = {
  expected: 'the signing secret of the endpoint, as the dashboard shows it: whsec_ and more',
  keyOf: (secret) => (/^whsec_[!-+\--~]{16,250}$/.test(secret) ? Buffer.from(secret) : undefined),
}
