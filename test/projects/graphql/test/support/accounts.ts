import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LightMyRequestResponse } from 'fastify'
import type { MailKind } from '../../src/auth/mailer.ts'
import type { TestApp } from './app.ts'
import { deliverMails } from './mail-delivery.ts'

/** A password that nobody would guess. */
export const password = 'nine stolen lighthouses'

export interface ReceivedMail {
  readonly kind: string
  readonly to: string
  readonly text: string
  /** What stands on a line of its own in the mails that bring one. */
  readonly token: string
}

/** Everything that was sent, the oldest first. */
export async function mailsOf(
  app: Pick<TestApp, 'config' | 'db' | 'clock'>,
): Promise<readonly ReceivedMail[]> {
  await deliverMails(app)
  const folder = join(app.config.dataDir, 'mail')
  const files = await readdir(folder).catch(() => [])
  const names = files.filter((name) => name.endsWith('.eml')).sort()
  return Promise.all(
    names.map(async (name) => toMail(name, await readFile(join(folder, name), 'utf8'))),
  )
}

function toMail(name: string, text: string): ReceivedMail {
  return {
    kind: /-\d+-\d+-(.*)\.eml$/.exec(name)?.[1] ?? '',
    to: /^To: (.*)$/m.exec(text)?.[1] ?? '',
    text,
    token: /^[\w-]{43}$/m.exec(text)?.[0] ?? '',
  }
}

/** The latest mail of a kind to an address, which may be under way. */
export async function mailTo(
  app: Pick<TestApp, 'config' | 'db' | 'clock'>,
  to: string,
  kind: MailKind,
): Promise<ReceivedMail> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const mail = (await mailsOf(app)).findLast((it) => it.to === to && it.kind === kind)
    if (mail) return mail
    await sleep(10)
  }
  const sent = (await mailsOf(app)).map((it) => `${it.kind} to ${it.to}`)
  throw new Error(`there is no mail ${kind} to ${to}, only: ${sent.join(', ')}`)
}

/** Sends a request to one of the routes of `/v1/auth`. */
export function post(
  app: Pick<TestApp, 'api'>,
  action: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  return app.api.inject({ method: 'POST', url: `/v1/auth/${action}`, payload: body, headers })
}

/** An account that is confirmed. */
export async function createAccount(app: TestApp, email: string, chosen = password) {
  await post(app, 'register', { email, password: chosen })
  const { token } = await mailTo(app, email, 'verify')
  await post(app, 'verify', { token })
  const { id } = await app.db
    .selectFrom('auth_accounts')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  return { id, email, password: chosen }
}

/** What a login answers with. */
export async function logIn(app: TestApp, email: string, chosen = password) {
  const answer = await post(app, 'login', { email, password: chosen })
  if (answer.statusCode !== 200) throw new Error(`the login is answered with ${answer.body}`)
  return answer.json() as { readonly accessToken: string; readonly refreshToken: string }
}

export function bearer({ accessToken }: { readonly accessToken: string }) {
  return { authorization: `Bearer ${accessToken}` }
}
