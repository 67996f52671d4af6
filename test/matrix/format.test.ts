import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Features, Manifest } from '../../src/manifest/manifest.ts'
import { features } from '../../src/model/features.ts'
import { foldModel } from '../../src/model/model.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplatesFromSource } from '../../src/render/templates.ts'

// A whole project leaves nothing to its own formatter and linter, with each kind of each feature, and
// both with a resource and without: where nothing is listed, a list is another text.

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'alex-format-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const bare: Features = {}
const kinds = features.flatMap(({ name, kinds }) =>
  (kinds ?? []).map(({ value }) => [`${name} ${value}`, { [name]: value } as Features] as const),
)
const everything: Features = Object.fromEntries(
  features.map(({ name, kinds }) => [name, kinds?.[0]?.value ?? true]),
)
/** Names that are long, or words of the language, and operations with all that they may have. */
const integrations = integrationsAt('20261122T09310', [
  [
    'catch',
    'delete: DELETE /:id; default: GET /x/:class/:delete {new:string(10)? tags:string(5)[]?} -> ' +
      '{function:enum(a,b)[] in:json? await:integer?' +
      '} stale',
  ],
  [
    'zebra-with-a-name-that-is-long-enough',
    'retrieveTheWholeConversationOfACustomer: GET /organisations/:organisation/conversations/:conversation ' +
      '-> {theIdentifierOfTheConversation:uuid theTimeOfTheLastMessage:timestamp? theTitle:string(200)} ' +
      'default({"theIdentifierOfTheConversation":"0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52",' +
      '"theTimeOfTheLastMessage":null,"theTitle":"It\'s `gone` */ `now`"}); ' +
      'sendOneMessage: POST /m {theTextOfTheMessage:text theIdentifierOfTheConversation:uuid many:float[]} key; ' +
      'patch: PATCH /p/:id {a:boolean}',
  ],
])

/** The same, of which some can be done later. */
const queueing = integrationsAt('20261122T09312', [
  [
    'catch',
    'delete: DELETE /:id/:class {new:string(10)? tags:string(5)[]?} queue; default: POST /x key queue',
  ],
  [
    'zebra-with-a-name-that-is-long-enough',
    'sendOneMessageToEveryCustomer: POST /organisations/:organisation/messages {theTextOfTheMessage:text ' +
      'theIdentifierOfTheConversation:uuid many:float[] in:json? kind:enum(a,b) at:timestamp} ' +
      '-> {function:enum(a,b)[] await:integer?} key queue; ' +
      'patch: PATCH /p/:id {a:boolean}; put: PUT /p queue',
  ],
])

/** Names that are long, and data of every type. */
const jobs = [
  [
    'delete',
    'class:uuid default:enum(a,b)? await:json at:timestamp many:float[]? n:integer:min(1)',
  ],
  [
    'tell-whoever-is-concerned-about-the-end',
    'theIdentifierOfTheConversation:uuid theTimeOfTheLastMessage:timestamp? theTitle:string(200)',
  ],
  ['tidy', '', '*/15 0-6,22 1 jan,jul mon-fri/2'],
].map(([name = '', data = '', schedule], index) => ({
  at: `20261122T09320${index}Z`,
  run: 'job' as const,
  name,
  ...(data !== '' && { data }),
  ...(schedule !== undefined && { schedule, retries: 0, concurrency: 10, timeoutSeconds: 43_200 }),
}))

const webhooks = (['standard', 'stripe', 'github'] as const).map((scheme, index) => ({
  at: `20261122T09320${index}Z`,
  run: 'webhook' as const,
  name: ['catch', 'a', 'zebra-with-a-name-of-30-signs'][index] ?? '',
  scheme,
  events:
    'push: {class:string(10)? theIdentifierOfTheConversation:uuid tags:string(5)[]? in:json}; ' +
    'the_time_of_the_last_message_of_the_whole_conversation_of_a_customer: {at:timestamp}',
}))

/** @param begin their times, but for the last digit */
function integrationsAt(begin: string, written: readonly (readonly [string, string])[]) {
  return written.map(([name, operations], index) => ({
    at: `${begin}${index}Z`,
    run: 'circuit-breaker' as const,
    name,
    operations,
  }))
}

const chosen = [['no feature', bare] as const, ...kinds, ['everything', everything] as const]
const article = {
  at: '20261122T093000Z',
  run: 'resource',
  name: 'article',
  fields: 'title:string(200) body:text?',
} as const

test.each(
  chosen.flatMap(([name, on]) => [
    [name, on, []] as const,
    [`${name}, a resource`, on, [article]] as const,
    [`${name}, integrations`, on, integrations] as const,
    [`${name}, webhooks`, on, webhooks] as const,
    ...(on.jobs ? [[`${name}, jobs`, on, [...jobs, ...queueing]] as const] : []),
  ]),
)('%s', async (name, on, history) => {
  const manifest: Manifest = {
    version: '0.1.0',
    name: 'my-api',
    features: on,
    packageManager: 'npm',
    history,
  }
  const project = join(folder, name.replaceAll(/\W+/g, '-'))
  const templates = await loadTemplatesFromSource(join(root, 'templates'))
  for (const [path, { content }] of render(foldModel(manifest), templates)) {
    mkdirSync(dirname(join(project, path)), { recursive: true })
    writeFileSync(join(project, path), content)
  }
  expect(biome(project)).toBe('')
})

/** What it says of the project, where it finds something. */
function biome(project: string): string {
  const program = join(root, 'node_modules/@biomejs/biome/bin/biome')
  try {
    execFileSync(process.execPath, [program, 'check', '--error-on-warnings', '.'], {
      cwd: project,
      stdio: 'pipe',
    })
    return ''
  } catch (error) {
    const { stdout, stderr } = error as { stdout: Buffer; stderr: Buffer }
    return `${stdout}${stderr}`
  }
}
