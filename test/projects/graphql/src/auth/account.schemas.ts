import { type Static, Type } from 'typebox'
import * as wire from '../http/wire.ts'
import type { Account } from './account.ts'
import { MAX_LENGTH, MIN_LENGTH } from './password-rules.ts'

const closed = { additionalProperties: false } as const

/** An address as it is asked for: no account has to have it. */
const Email = Type.String({ ...wire.Email, examples: ['mary@example.com'] })

/** One that is chosen. What else is asked of it, `password-rules.ts` says. */
const NewPassword = Type.String({
  ...wire.text(MAX_LENGTH, MIN_LENGTH),
  examples: ['nine stolen lighthouses'],
})

/** One that is checked: whatever rules there were when it was chosen. */
const Password = Type.String({
  ...wire.text(MAX_LENGTH, 1),
  examples: ['nine stolen lighthouses'],
})

/** What came by mail. */
const Token = wire.matching(
  '^[A-Za-z0-9_-]{43}$',
  ['kR2bJ0xwZ8vQmT4cN1yH6uG3fD9sL7pA5eW2iO0rXzY'],
  43,
  43,
)

export const RegisterBody = Type.Object({ email: Email, password: NewPassword }, closed)
export const LoginBody = Type.Object({ email: Email, password: Password }, closed)
export const VerifyBody = Type.Object({ token: Token }, closed)
export const EmailBody = Type.Object({ email: Email }, closed)
export const ChangePasswordBody = Type.Object(
  { currentPassword: Password, password: NewPassword },
  closed,
)

const AskReset = Type.Object({ email: Email }, closed)
const Reset = Type.Object({ token: Token, password: NewPassword }, closed)

/** Either asks for a token, or uses it. */
export const PasswordResetBody = Type.Union([AskReset, Reset])

/** Something was asked for. Whether it led to anything only a mail tells. */
export const Accepted = Type.Object(
  { message: Type.String({ maxLength: 200, examples: ['If it can be done, a mail says how.'] }) },
  closed,
)
export const accepted: Static<typeof Accepted> = { message: 'If it can be done, a mail says how.' }

const Role = wire.matching('^[a-z][a-z0-9-]{0,39}$', ['editor'], 40, 1)
const Roles = Type.Array(Role, { maxItems: 20, uniqueItems: true })

export const MeResponse = Type.Object(
  { id: wire.Id, email: Email, roles: Roles, createdAt: wire.Timestamp },
  closed,
)

export function toMeResponse({ id, email, roles, createdAt }: Account): Static<typeof MeResponse> {
  return { id, email, roles: [...roles], createdAt: createdAt.toISOString() }
}

export const AccountResponse = Type.Object(
  {
    id: wire.Id,
    email: Email,
    roles: Roles,
    verified: Type.Boolean(),
    disabled: Type.Boolean(),
    createdAt: wire.Timestamp,
  },
  closed,
)

export function toAccountResponse(account: Account): Static<typeof AccountResponse> {
  return {
    ...toMeResponse(account),
    verified: account.verifiedAt !== null,
    disabled: account.disabledAt !== null,
  }
}

export const AdministerBody = Type.Partial(
  Type.Object({ roles: Roles, disabled: Type.Boolean() }, closed),
  { ...closed, minProperties: 1, examples: [{ roles: ['editor'] }] },
)
