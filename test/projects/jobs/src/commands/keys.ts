import { randomBytes } from 'node:crypto'
import { chmod, readFile, rename, stat, writeFile } from 'node:fs/promises'
import type { AuthConfig } from '../auth/config.ts'
import { KeySetError, parseKeySet, printKeySet } from '../auth/keys/key-set.ts'
import { firstKeySet } from '../auth/keys/key-source.ts'
import { type Rotation, retire, rotate } from '../auth/keys/rotation.ts'
import { readConfig } from '../config.ts'
import { systemClock } from '../shared/clock.ts'
import { type Program, runAsProgram } from './program.ts'

const usage = `Usage: node src/commands/keys.ts <command>

  generate        print a new set of keys, for AUTH_KEYS or the file of AUTH_KEYS_FILE
  rotate          add a key, which signs once every process knows it, and drop those that no valid
                  token is signed with any more. Run it once a month, say.
  retire <kid>    drop a key at once, because somebody else may have it: its tokens are refused
                  within AUTH_KEYS_REREAD_SECONDS, and whoever had one has to refresh

rotate and retire change the file of AUTH_KEYS_FILE. Where AUTH_KEYS holds the keys themselves, they
print what it has to be next.
`

/** The program. */
export const main: Program = async (words, around) => {
  try {
    return await change(words, around)
  } catch (error) {
    if (!(error instanceof KeySetError)) throw error
    around.err(`the set of keys ${error.message}\n`)
    return 1
  }
}

const change: Program = async ([word = '', ...words], { env, out, err }) => {
  if (word === 'generate' && words.length === 0) {
    out(firstKeySet(systemClock))
    return 0
  }
  const [kid] = words
  const isKnown = (word === 'rotate' && !kid) || (word === 'retire' && kid && words.length === 1)
  if (!isKnown) {
    err(usage)
    return 2
  }
  const matters = (variable: string) => variable.startsWith('AUTH_KEYS')
  const { auth } = readConfig(env, undefined, matters)
  const keys = parseKeySet(await readKeys(auth))
  const now = systemClock.now()
  const rotation = kid ? retire(keys, kid, now) : rotate(keys, now, auth)
  await writeKeys(auth, rotation, out)
  err(`${rotation.notice}\n`)
  return 0
}

async function readKeys({ keys }: AuthConfig): Promise<string> {
  if (keys.from === 'variable') return keys.json
  if (keys.from === 'memory') throw new KeySetError('there are none: set AUTH_KEYS_FILE')
  return readFile(keys.path, 'utf8')
}

/** Writes a file so that a process which reads it meanwhile finds the old one or the new one. */
async function writeKeys(
  { keys: origin }: AuthConfig,
  { keys }: Rotation,
  say: (text: string) => unknown,
): Promise<void> {
  const text = printKeySet(keys)
  if (!('path' in origin)) return void say(text)
  const draft = `${origin.path}.${randomBytes(8).toString('hex')}`
  await writeFile(draft, text, { mode: 0o600, flag: 'wx' })
  await chmod(draft, (await stat(origin.path)).mode & 0o777)
  await rename(draft, origin.path)
}

await runAsProgram(import.meta.url, main)
