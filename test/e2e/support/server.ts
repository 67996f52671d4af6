import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { RunOptions } from './run.ts'

export interface Server {
  readonly url: string
  /** Everything that it has printed so far. */
  output(): string
  /** Sends SIGTERM to the whole group and waits; gives the exit code of the command. */
  stop(): Promise<number | null>
}

/** Starts a command that serves HTTP on a free port, and waits until it is ready. */
export async function serve(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: RunOptions,
): Promise<Server> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(program, args, {
    cwd,
    env: {
      ...process.env,
      VITEST: undefined,
      NODE_ENV: undefined,
      HOST: '127.0.0.1',
      ...env,
      PORT: String(port),
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  child.stdout.on('data', (chunk) => {
    printed += chunk
  })
  child.stderr.on('data', (chunk) => {
    printed += chunk
  })
  const server: Server = { url, output: () => printed, stop: () => stop(child) }
  for (let attempt = 0; attempt < 3000; attempt++) {
    if (child.exitCode !== null) break
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined)
    if (answer?.status === 200) return server
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await server.stop()
  throw new Error(`${[program, ...args].join(' ')} did not become ready\n${printed}`)
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.pid === undefined) return child.exitCode
  // A package manager goes before the program that it has started: what that writes to is closed last.
  const ended = once(child, 'close')
  process.kill(-child.pid, 'SIGTERM')
  await ended
  return child.exitCode
}

/** A port that nothing listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
