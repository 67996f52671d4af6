import { describe, expect, test } from 'vitest'
import { versionOperation } from '../../generators/version/plan.ts'
import type { Operation } from '../../src/manifest/manifest.ts'
import { parseManifest } from '../../src/manifest/parse.ts'
import { serializeManifest } from '../../src/manifest/serialize.ts'
import { foldModel, type Model } from '../../src/model/model.ts'
import { apiModel, parseApiVersion } from '../../src/model/versions.ts'
import { manifestWith } from './support/manifests.ts'

type Step = readonly [run: Operation['run'], parts: object]

function manifestOf(...steps: readonly Step[]) {
  const history = steps.map(
    ([run, parts], index) => ({ at: `20261122T09300${index}Z`, run, ...parts }) as Operation,
  )
  return manifestWith({ history })
}

const named = ({ resources }: Model, name: string) => {
  const found = resources.find(({ spelled }) => spelled === name)
  if (found === undefined) throw new Error(`no ${name}`)
  return found
}

const user: Step = ['resource', { name: 'user', fields: 'name:string', apiVersion: 2 }]
const fields = 'author:ref(user) readers:many(user)'
const article: Step = ['resource', { name: 'article', fields, apiVersion: 3 }]

describe('where an API begins', () => {
  test.each<[typed: string, version: number]>([
    ['1', 1],
    [' 2 ', 2],
    ['999', 999],
  ])('can be %j', (typed, version) => expect(parseApiVersion(typed)).toBe(version))

  test.each(['', '0', '-1', '02', '1.5', '1000', 'v2', '2e1', '٢', 'two'])('is not %j', (typed) => {
    expect(() => parseApiVersion(typed)).toThrow('An API cannot begin at version')
  })

  test('is that of every address of it, and of what lies below it', () => {
    const model = foldModel(manifestOf(user, article))
    const made = named(model, 'article')
    expect(made).toMatchObject({ url: '/v3/articles', versionLines: ['version: 3,'] })
    expect(made.references[0]?.target).toMatchObject({ versionLines: ['version: 2,'] })
    expect(made.links[0]?.target).toMatchObject({ url: '/v2/users' })
    expect(made.fields[0]?.schema).toBe("wire.idOf('/v2/users')")
    expect(apiModel(made).lines).toEqual(['version: 3,', expect.stringMatching(/^tag: /)])
  })

  test('is 1, of which nothing is said, where nobody says another', () => {
    const made = named(
      foldModel(manifestOf(['resource', { name: 'user', fields: 'x:text' }])),
      'user',
    )
    expect(made).toMatchObject({ url: '/v1/users', versionLines: [], apiVersion: 1 })
  })

  test('is known to what refers to it before its controller says it', () => {
    const stored: Step[] = [
      ['repository', { name: 'user', fields: 'name:string' }],
      ['service', { name: 'user' }],
      ['repository', { name: 'article', fields: 'author:ref(user)' }],
      ['service', { name: 'article' }],
      ['controller', { name: 'user', apiVersion: 2 }],
    ]
    const model = foldModel(manifestOf(...stored, ['controller', { name: 'article' }]))
    expect(named(model, 'user').url).toBe('/v2/users')
    expect(named(model, 'article').fields[0]?.schema).toBe("wire.idOf('/v2/users')")
  })

  test('is where the lists below it are served, that were asked for before', () => {
    const model = foldModel(
      manifestOf(
        ['repository', { name: 'user', fields: 'name:string' }],
        ['service', { name: 'user' }],
        ['resource', { name: 'article', fields: 'author:ref(user)' }],
        ['controller', { name: 'user', apiVersion: 2 }],
      ),
    )
    expect(named(model, 'article').servedReferences).toMatchObject([
      { target: { url: '/v2/users' }, list: { path: '/users/:id/articles' } },
    ])
  })
})

describe('the next version of what begins at 2', () => {
  const before = manifestOf(user)
  const operation = versionOperation(before, { name: 'user' }, new Date('2026-11-25T09:30:00Z'))
  const after = manifestWith({ history: [...before.history, operation as Operation] })

  test('is 3, after 2', () => {
    const [made] = foldModel(after).resources
    const [later] = made?.versions ?? []
    if (!made || !later) throw new Error('no version')
    expect(later).toMatchObject({ number: 3, file: 'user-v3', routes: 'usersV3' })
    expect(apiModel(made, later)).toMatchObject({
      url: '/v3/users',
      controller: 'userV3Controller',
      cursor: 'users v3',
      suffix: 'V3',
      lines: [
        'version: 3,',
        "supersedes: { version: 2, since: '2026-11-25', until: '2027-11-25' },",
      ],
    })
    expect(apiModel(made)).toMatchObject({ url: '/v2/users', suffix: '', cursor: 'users' })
  })

  test('leaves where it begins in the manifest', () => {
    const text = serializeManifest(after)
    expect(parseManifest(text, { version: after.version }).history).toEqual(after.history)
  })
})

test.each([
  ['0', 'history[0].apiVersion must be from 1 to 999'],
  ['1000', 'history[0].apiVersion must be from 1 to 999'],
  ['1.5', 'history[0].apiVersion must be a whole number'],
  ['"2"', 'history[0].apiVersion must be a whole number'],
])('a manifest that says %s is refused', (written, message) => {
  const text = serializeManifest(manifestOf(user))
  const wrong = text.replace('"apiVersion": 2', `"apiVersion": ${written}`)
  expect(() => parseManifest(wrong, { version: '1.0.0' })).toThrow(message)
})

test('a repository and a service have none', () => {
  const steps: Step[] = [['repository', { name: 'user', fields: 'name:string', apiVersion: 2 }]]
  const text = serializeManifest(manifestOf(...steps))
  expect(() => parseManifest(text, { version: '1.0.0' })).toThrow('is not a key of a repository')
})
