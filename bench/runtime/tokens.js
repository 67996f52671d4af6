// Access tokens as the made API signs them, made here so that no login is measured.

import { createPrivateKey, randomUUID, sign } from 'node:crypto'

export const issuer = 'https://bench.example.com'
export const audience = 'bench'

/** Whoever has logged in, as SQL: accounts, each with a session that goes on. */
export const seedSessions = `
  with accounts as (
    insert into auth_accounts (id, email, verified_at, created_at, updated_at)
    select gen_random_uuid(), 'caller' || n || '@example.com', now(), now(), now()
    from generate_series(1, 100) n
    returning id
  )
  insert into auth_sessions (id, account_id, created_at, last_used_at, authenticated_at, expires_at)
  select gen_random_uuid(), id, now(), now(), now(), now() + interval '1 day' from accounts
  returning id, account_id`

/**
 * A new token of each session, so that a signature is checked once for every thirty requests or so.
 *
 * @param {string} keySet as the made API prints it
 * @param {{ id: string, account_id: string }[]} sessions
 * @returns {string[]}
 */
export function signTokens(keySet, sessions) {
  const jwk = JSON.parse(keySet).keys[0]
  const key = createPrivateKey({ key: jwk, format: 'jwk' })
  const now = Math.floor(Date.now() / 1_000)
  const header = encode({ alg: 'Ed25519', typ: 'at+jwt', kid: jwk.kid })
  return sessions.map(({ id, account_id: sub }) => {
    const about = {
      iss: issuer,
      aud: audience,
      sub,
      client_id: audience,
      sid: id,
      jti: randomUUID(),
    }
    const text = `${header}.${encode({ ...about, auth_time: now, iat: now, exp: now + 600 })}`
    return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`
  })
}

/** @param {object} part */
function encode(part) {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
