import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createSmtpMailer } from './mailer.smtp.ts'
import type { Mail } from './mailer.ts'

const mail: Mail = {
  kind: 'reset',
  to: 'ann@example.com',
  subject: 'choose another password',
  text: `with this token:\n\n${'t'.repeat(43)}\n\n.\n`,
}

/** As much of RFC 5321 as it takes to get a mail, and what was received. */
async function startServer(answerTo: (line: string) => string | undefined = () => undefined) {
  const received: string[] = []
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    converse(socket, received, answerTo)
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
  const mailer = createSmtpMailer({ url, from: 'Shop <no-reply@example.com>' })
  onTestFinished(() => mailer.close())
  return { mailer, received, connections: () => connections }
}

function converse(
  socket: Socket,
  received: string[],
  answerTo: (line: string) => string | undefined,
): void {
  let isData = false
  let text = ''
  socket.write('220 test\r\n')
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk
    for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
      const line = text.slice(0, end)
      text = text.slice(end + 2)
      received.push(line)
      if (isData && line !== '.') continue
      const wasData = isData
      isData = line === 'DATA'
      socket.write(
        `${answerTo(line) ?? (isData ? '354 go on' : wasData ? '250 taken' : '250 fine')}\r\n`,
      )
    }
  })
  socket.on('error', () => {})
}

it('hands mails to the server, over one connection', async () => {
  const { mailer, received, connections } = await startServer()
  await mailer.send(mail)
  await mailer.send({ ...mail, to: 'bob@example.com' })
  expect(connections()).toBe(1)
  expect(received).toEqual(
    expect.arrayContaining([
      'MAIL FROM:<no-reply@example.com>',
      'RCPT TO:<ann@example.com>',
      'RCPT TO:<bob@example.com>',
      'From: Shop <no-reply@example.com>',
      'Subject: choose another password',
      'Auto-Submitted: auto-generated',
      't'.repeat(43),
    ]),
  )
})

it('fails when the server refuses', async () => {
  const { mailer } = await startServer((line) =>
    line.startsWith('RCPT') ? '550 no such mailbox' : undefined,
  )
  await expect(mailer.send(mail)).rejects.toThrow(/550/)
})

it('fails when there is no server', async () => {
  const mailer = createSmtpMailer({ url: 'smtp://127.0.0.1:1', from: 'no-reply@example.com' })
  onTestFinished(() => mailer.close())
  await expect(mailer.send(mail)).rejects.toThrow(/ECONNREFUSED/)
})
