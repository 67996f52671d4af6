import { SERVICE_NAME } from '../about.ts'
import type { Mail, MailKind } from './mailer.ts'

/** What mails say. A token stands on a line of its own, and so does the link, if there are pages. */
export function createMails(appUrl: string | undefined) {
  /** Behind a `#`, which no browser sends to a server: the token is in no log and no `Referer`. */
  const link = (page: string, token: string) =>
    appUrl === undefined ? [] : [`${appUrl.replace(/\/$/, '')}/${page}#token=${token}`, '']

  const mail = (kind: MailKind, to: string, subject: string, lines: readonly string[]): Mail => ({
    kind,
    to,
    subject: `${SERVICE_NAME}: ${subject}`,
    text: [...lines, ''].join('\n'),
  })

  return {
    verify: (to: string, token: string) =>
      mail('verify', to, 'confirm your address', [
        'Somebody registered with this address. If it was you, confirm it with this token:',
        '',
        token,
        '',
        ...link('verify', token),
        'It holds for a day. If it was not you, do nothing: without it there is no account.',
      ]),
    choosePassword: (to: string, token: string) =>
      mail('choose-password', to, 'choose a password', [
        'Your address is confirmed. Since it was registered more than once, and not all of that may',
        'have been you, none of those passwords is used. Choose one with this token:',
        '',
        token,
        '',
        ...link('password-reset', token),
        'It holds for half an hour. After that, ask for another.',
      ]),
    alreadyRegistered: (to: string) =>
      mail('already-registered', to, 'you have an account already', [
        'Somebody, perhaps you, wanted to register with this address. There is an account for it.',
        'If you have forgotten its password, ask for another. Otherwise there is nothing to do.',
      ]),
    reset: (to: string, token: string) =>
      mail('reset', to, 'choose another password', [
        'Somebody asked to choose another password. If it was you, do so with this token:',
        '',
        token,
        '',
        ...link('password-reset', token),
        'It holds for half an hour. If it was not you, do nothing: your password stays as it is.',
      ]),
    passwordChanged: (to: string) =>
      mail('password-changed', to, 'your password was changed', [
        'The password of your account was changed, and you were logged out elsewhere.',
        'If it was not you, ask for another password at once.',
      ]),
    verifyEmail: (to: string, token: string) =>
      mail('verify-email', to, 'confirm your new address', [
        'Somebody wants to use this address for an account. If it was you, confirm it with this token:',
        '',
        token,
        '',
        ...link('verify', token),
        'It holds for an hour. If it was not you, do nothing.',
      ]),
    emailChanged: (to: string) =>
      mail('email-changed', to, 'your address was changed', [
        'Your account has another address now, and mails go there from now on.',
        'If it was not you, tell whoever runs this service.',
      ]),
    accountRemoved: (to: string) =>
      mail('account-removed', to, 'your account was removed', [
        'Your account was removed, as you asked for.',
      ]),
  }
}

export type Mails = ReturnType<typeof createMails>
