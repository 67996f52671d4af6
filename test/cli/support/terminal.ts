import { execFileSync } from 'node:child_process'
import { until } from './program.ts'

export const Key = {
  Enter: 'Enter',
  Down: 'Down',
  Up: 'Up',
  Space: 'Space',
  CtrlC: 'C-c',
  CtrlD: 'C-d',
} as const

export interface Terminal {
  /** What the screen shows. */
  readonly screen: () => string
  /** Types text, and then presses keys. */
  readonly type: (text: string, ...keys: readonly string[]) => void
  /** Waits until the screen shows the words. */
  readonly shows: (words: string) => Promise<void>
  /** Sends SIGINT to the command, as another process would. */
  readonly interrupt: () => void
  /** Waits for the end of the command, and gives its exit code. */
  readonly exitCode: () => Promise<number>
  readonly close: () => void
}

let count = 0

/** Runs a command in a real terminal, which is one of tmux. */
export function openTerminal(command: readonly string[], cwd: string): Terminal {
  const server = `alex-${process.pid}-${count++}`
  const tmux = (...args: string[]) => runTmux(['-L', server, '-f', '/dev/null', ...args])
  const words = command.map(quote).join(' ')
  const line = `sh -c 'echo "[pid $$]"; exec "$@"' sh ${words}; echo "[exit $?]"; exec sleep 600`
  tmux('new-session', '-d', '-x', '120', '-y', '60', '-c', cwd, 'env', '-u', 'CI', 'sh', '-c', line)
  const screen = () => tmux('capture-pane', '-p', '-J')
  const shows = async (words: string) => {
    try {
      // Each look is a process of its own.
      await until(() => screen().includes(words), 50)
    } catch {
      throw new Error(`the terminal never showed "${words}", but:\n${screen().trimEnd()}`)
    }
  }
  return {
    screen,
    shows,
    type: (text, ...keys) => {
      if (text !== '') tmux('send-keys', '-l', text)
      for (const key of keys) tmux('send-keys', key)
    },
    interrupt: () => {
      process.kill(Number(/\[pid (\d+)\]/.exec(screen())?.[1]), 'SIGINT')
    },
    exitCode: async () => {
      await shows('[exit ')
      return Number(/\[exit (\d+)\]/.exec(screen())?.[1])
    },
    close: () => void tmux('kill-server'),
  }
}

function runTmux(args: readonly string[]): string {
  try {
    return execFileSync('tmux', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new Error('These tests need tmux: apt-get install -y tmux', { cause: error })
  }
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}
