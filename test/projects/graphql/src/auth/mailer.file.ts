import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Mailer, MailerDependencies } from './mailer.ts'

/** Writes each mail into a file, `.data/mail/<time>-<what about>.eml`, for development and tests. */
export function createFileMailer({ config, logger, clock }: MailerDependencies): Mailer {
  const folder = join(config.dataDir, 'mail')
  let written = 0

  return {
    async send({ kind, to, subject, text }) {
      const now = clock.now()
      const lines = [
        `From: ${config.accounts.mail.from}`,
        `To: ${to}`,
        `Subject: ${subject}`,
        `Date: ${now.toUTCString()}`,
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: 8bit',
        '',
        text,
      ]
      written += 1
      // In the order in which they were sent, also by several processes.
      const time = now.toISOString().replaceAll(/[-:.]/g, '')
      const name = `${time}-${process.pid}-${String(written).padStart(4, '0')}-${kind}.eml`
      const file = join(folder, name)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      // Nobody reads half of one.
      await writeFile(`${file}.part`, lines.join('\n'), { flag: 'wx', mode: 0o600 })
      await rename(`${file}.part`, file)
      logger.info({ mail: { kind, file } }, 'mail written')
    },
    close() {},
  }
}
