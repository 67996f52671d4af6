import { createTransport } from 'nodemailer'
import type { Mailer } from './mailer.ts'

const SECOND = 1_000

/** Sends by SMTP, over one connection that stays open while there is something to send. */
export function createSmtpMailer({
  url,
  from,
}: {
  readonly url: string
  readonly from: string
}): Mailer {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: 1,
      // Without these a server that says nothing is waited for for minutes.
      connectionTimeout: 5 * SECOND,
      greetingTimeout: 5 * SECOND,
      socketTimeout: 15 * SECOND,
      dnsTimeout: 5 * SECOND,
      // A text names no file to be attached.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  )

  return {
    async send({ to, subject, text }) {
      await transport.sendMail({
        to,
        subject,
        text,
        // No answering machine answers to it (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
    close: () => transport.close(),
  }
}
