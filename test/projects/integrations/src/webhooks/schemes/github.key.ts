import type { KeyForm } from '../secrets.ts'

/** A secret of GitHub: a text that you make up, and that is the key as it stands. */
export const githubKey: KeyForm = {
  expected: '16 to 256 visible characters without commas and blanks: openssl rand -hex 32',
  keyOf: (secret) => (/^[!-+\--~]{16,256}$/.test(secret) ? Buffer.from(secret) : undefined),
}
