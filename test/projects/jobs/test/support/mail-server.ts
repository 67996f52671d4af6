import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

export interface MailServer {
  readonly server: Server
  readonly port: number
  /** What was taken, whole. */
  readonly mails: readonly string[]
}

/** As much of SMTP (RFC 5321) as it takes to get a mail, or to refuse whomever it is to. */
export async function startMailServer(port = 0, { refuses = false } = {}): Promise<MailServer> {
  const mails: string[] = []
  const server = createServer((socket) => converse(socket, mails, refuses))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return { server, port: (server.address() as AddressInfo).port, mails }
}

function converse(socket: Socket, mails: string[], refuses: boolean): void {
  let text = ''
  let mail: string[] | undefined
  const say = (line: string) => void socket.write(`${line}\r\n`)
  const take = (line: string) => {
    if (mail) {
      if (line !== '.') return void mail.push(line)
      mails.push(mail.join('\n'))
      mail = undefined
      return say('250 taken')
    }
    if (refuses && line.startsWith('RCPT TO:')) return say(`550 ${line.slice(8)} is unknown`)
    if (line === 'DATA') mail = []
    say(line === 'DATA' ? '354 go on' : line === 'QUIT' ? '221 bye' : '250 fine')
    if (line === 'QUIT') socket.end()
  }
  say('220 test')
  socket.on('error', () => {})
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    const lines = (text + chunk).split('\r\n')
    text = lines.pop() ?? ''
    lines.forEach(take)
  })
}
