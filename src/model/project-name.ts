import { PACKAGE_NAME } from '../manifest/manifest.ts'

const MAX_PROJECT_NAME = 100

/**
 * Why a project cannot have this name, as the end of a sentence, or `undefined`. The name becomes
 * that of the npm package, of the container's image and of the database.
 */
export function projectNameProblem(name: string): string | undefined {
  if (name === '') return 'it is empty'
  if (name.length > MAX_PROJECT_NAME) return `it is longer than ${MAX_PROJECT_NAME} characters`
  if (/[A-Z]/.test(name)) return 'npm takes no capital letters'
  if (/^[._-]/.test(name)) return `it starts with ${name.charAt(0)}`
  if (!/^[a-z0-9._-]+$/.test(name)) return 'it has more than letters, digits and - _ .'
  if (!/^[a-z0-9]+([._-][a-z0-9]+)*$/.test(name)) return 'it has - _ . at the end, or two in a row'
  if (taken.has(name)) return 'that name is taken by npm or by Node'
  return undefined
}

/** The nearest name that is allowed: `My API` → `my-api`. */
export function suggestProjectName(name: string): string {
  const words = name.normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '')
  const plain = words.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')
  const short = plain.slice(0, MAX_PROJECT_NAME).replace(/-$/, '')
  return projectNameProblem(short) === undefined ? short : 'my-api'
}

const taken = new Set(
  `node_modules favicon.ico package.json ${PACKAGE_NAME} con prn aux nul
  assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel
  dns domain events fs http http2 https inspector module net os path perf_hooks process punycode
  querystring readline repl stream string_decoder sys timers tls trace_events tty url util v8 vm
  wasi worker_threads zlib`.split(/\s+/),
)
