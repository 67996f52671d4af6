import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { REGISTRIES } from '../../generators/change/plan.ts'
import { removeOperation } from '../../generators/remove/plan.ts'
import { UserError } from '../../src/errors.ts'
import type { FeatureName, Features, Manifest, Operation } from '../../src/manifest/manifest.ts'
import { nextStamp } from '../../src/manifest/stamp.ts'
import { merge } from '../../src/merge/merge.ts'
import { features } from '../../src/model/features.ts'
import { foldModel } from '../../src/model/model.ts'
import { packageManagerNames } from '../../src/model/package-managers.ts'
import { neededBy, withoutOperation } from '../../src/model/undo.ts'
import { render, renderChange } from '../../src/render/render.ts'
import { loadTemplatesFromSource, type Templates } from '../../src/render/templates.ts'
import { manifestWith } from './support/manifests.ts'

// The laws of going back: what is taken back is as if it had never been, and what a person has
// written meanwhile is there.

let templates: Templates
beforeAll(async () => {
  templates = await loadTemplatesFromSource(join(import.meta.dirname, '../../templates'))
})

/** A project on a disk that is a map. */
type Disk = ReadonlyMap<string, string>

function rendered(manifest: Manifest): Disk {
  const tree = render(foldModel(manifest), templates)
  return new Map([...tree].map(([path, { content }]) => [path, String(content)]))
}

/** The disk after a change, or the paths that are in its way. */
async function change(disk: Disk, before: Manifest, after: Manifest) {
  const entries = await merge({
    ...renderChange(foldModel(before), foldModel(after), templates),
    registries: REGISTRIES,
    readFile: async (path) => {
      const content = disk.get(path)
      return content === undefined ? null : { content: Buffer.from(content), mode: 0o644 }
    },
  })
  const conflicts = entries.flatMap(({ path, action }) => (action === 'conflict' ? [path] : []))
  const changed = new Map(disk)
  for (const { path, result } of entries) {
    if (result) changed.set(path, Buffer.from(result.content).toString())
    else if (result === null) changed.delete(path)
  }
  return { disk: changed, conflicts, paths: new Set(entries.map(({ path }) => path)) }
}

type Bare<T> = T extends unknown ? Omit<T, 'at'> : never

const started = new Date('2026-11-22T09:30:00Z')

function grown(manifest: Manifest, operation: Bare<Operation>): Manifest {
  const at = nextStamp(manifest.history, started)
  return { ...manifest, history: [...manifest.history, { ...operation, at } as Operation] }
}

/** The manifest after those of the operations that can be, in their order. */
function grownBy(operations: readonly Bare<Operation>[]): Manifest {
  return operations.reduce(
    (manifest, operation) => {
      const next = grown(manifest, operation)
      try {
        foldModel(next)
        return next
      } catch (error) {
        if (error instanceof UserError) return manifest
        throw error
      }
    },
    manifestWith({ features: { docker: true } }),
  )
}

const name = fc.constantFrom('article', 'blog-post', 'zebra', 'order')
const fields = fc.constantFrom(
  'title:string(20) views:integer=0',
  'title:string slug:string(9):unique parent:ref(article)?',
  'title:text labels:many(zebra)',
  'title:string on:ref(order)',
)
const operation: fc.Arbitrary<Bare<Operation>> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ run: fc.constant('resource' as const), name, fields }) },
  fc.record({
    run: fc.constant('resource' as const),
    name,
    fields,
    access: fc.constantFrom('owner', 'authenticated'),
    softDelete: fc.constant(true),
  }),
  fc.record({ run: fc.constant('repository' as const), name, fields }),
  fc.record({ run: fc.constant('service' as const), name }),
  fc.record({ run: fc.constant('controller' as const), name }),
  fc.record({ run: fc.constant('remove' as const), name }),
  fc.record({ run: fc.constant('version' as const), name, sunset: fc.constant('2030-01-01') }),
  fc.record({
    run: fc.constant('field' as const),
    resource: name,
    add: fc.constantFrom('extra:text?', 'live:boolean=false', 'by:ref(article)?'),
  }),
  fc.record({
    run: fc.constant('field' as const),
    resource: name,
    rename: fc.constantFrom('title:headline', 'headline:title'),
  }),
  fc
    .tuple(
      name,
      fc.constantFrom(
        { access: 'owner', owner: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' },
        { access: 'public' },
        { access: 'role(editor)' },
        { softDelete: true },
        { softDelete: false, description: 'What is there.' },
      ),
    )
    .map(([resource, changes]) => ({ run: 'options' as const, resource, ...changes })),
  fc.record({
    run: fc.constant('migration' as const),
    name: fc.constantFrom('by-title', 'newest'),
    index: fc.constantFrom('articles(title)', 'zebras(created_at)'),
  }),
)
const first = {
  run: 'resource',
  name: 'article',
  fields: 'title:string(20) views:integer=0',
} as const
const histories = fc
  .tuple(fc.boolean(), fc.array(operation, { minLength: 2, maxLength: 9 }))
  .map(([isBegun, operations]) => (isBegun ? [first, ...operations] : operations))

test('the last operation, taken back, leaves every byte as it was', async () => {
  let taken = 0
  await fc.assert(
    fc.asyncProperty(histories, async (operations) => {
      const after = grownBy(operations)
      const last = after.history.at(-1)
      if (last === undefined) return
      taken += 1
      const before = withoutOperation(after, last)
      expect(neededBy(after, last)).toBeUndefined()
      const made = await change(rendered(before), before, after)
      expect(made.conflicts).toEqual([])
      const back = await change(made.disk, after, before)
      expect(back.conflicts).toEqual([])
      expect(back.disk).toEqual(rendered(before))
    }),
    { numRuns: 60 },
  )
  expect(taken).toBeGreaterThan(30)
})

test('an edit elsewhere is there afterwards, and so is one within what goes, or it is in the way', async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.nat(), fc.nat(), async (operations, file, place) => {
      const after = grownBy(operations)
      const last = after.history.at(-1)
      if (last === undefined) return
      const before = withoutOperation(after, last)
      const whole = rendered(after)
      const paths = [...whole.keys()].filter((path) => path.endsWith('.ts'))
      const path = paths[file % paths.length] as string
      const lines = (whole.get(path) as string).split('\n')
      const edited = lines.toSpliced(place % lines.length, 0, '// mine').join('\n')
      const back = await change(new Map(whole).set(path, edited), after, before)
      const plain = rendered(before)
      if (!back.paths.has(path)) expect(back.disk.get(path)).toBe(edited)
      else if (!plain.has(path)) expect(back.conflicts).toEqual([path])
      else if (back.conflicts.length === 0) {
        const text = (back.disk.get(path) as string).split('\n')
        expect(text.filter((line) => line !== '// mine').join('\n')).toBe(plain.get(path))
        expect(text).toContain('// mine')
      } else expect(back.conflicts).toEqual([path])
      for (const [other, text] of plain) {
        if (other !== path && back.conflicts.length === 0) expect(back.disk.get(other)).toBe(text)
      }
    }),
    { numRuns: 60 },
  )
})

test('an earlier operation, taken back where nothing needs it, is as if it had never been run', async () => {
  const found = { free: 0, needed: 0 }
  await fc.assert(
    fc.asyncProperty(histories, fc.nat(), async (operations, which) => {
      const after = grownBy(operations)
      const one = after.history[which % Math.max(1, after.history.length)]
      if (one === undefined) return
      const need = neededBy(after, one)
      if (need !== undefined) {
        found.needed += 1
        expect(need.by.at > one.at).toBe(true)
        return
      }
      found.free += 1
      const before = withoutOperation(after, one)
      const back = await change(rendered(after), after, before)
      expect(back.conflicts).toEqual([])
      expect(back.disk).toEqual(rendered(before))
      const migrations = (disk: Disk) =>
        [...disk].filter(([path]) => path.startsWith('migrations/'))
      const kept = new Map(migrations(rendered(after)))
      for (const [path, text] of migrations(rendered(before))) expect(text).toBe(kept.get(path))
    }),
    { numRuns: 120 },
  )
  expect(found.free).toBeGreaterThan(10)
  expect(found.needed).toBeGreaterThan(5)
})

test('a resource that was removed leaves its migrations alone', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (operations) => {
      const manifest = grownBy(operations)
      for (const { spelled, collection } of foldModel(manifest).resources) {
        let removal: Operation | undefined
        try {
          removal = removeOperation(manifest, { name: spelled, allowDataLoss: true }, started)
        } catch (error) {
          if (error instanceof UserError) continue
          throw error
        }
        const after = grown(manifest, removal as Operation)
        const disk = rendered(manifest)
        const { disk: left, conflicts } = await change(disk, manifest, after)
        expect(conflicts).toEqual([])
        expect(left).toEqual(rendered(after))
        const paths = [...left.keys()]
        expect(paths.filter((path) => path.startsWith(`src/resources/${collection}/`))).toEqual([])
        for (const [path, text] of disk) {
          if (path.startsWith('migrations/')) expect(left.get(path)).toBe(text)
        }
      }
    }),
    { numRuns: 20 },
  )
})

/** Those that a person switches. */
const names = features.filter(({ flag }) => flag !== '').map((feature) => feature.name)
const pairs = names.flatMap((one) =>
  names.flatMap((other) => (one < other ? [[one, other] as const] : [])),
)
const valueFor = (feature: FeatureName, on: boolean) =>
  feature === 'auth' ? (on ? 'local' : 'none') : on
const none = Object.fromEntries(names.map((name) => [name, valueFor(name, false)])) as Features

describe.each(packageManagerNames)('with %s', (packageManager) => {
  const history = grownBy([{ run: 'resource', name: 'article', fields: 'title:string' }]).history
  const made = (chosen: readonly FeatureName[]) =>
    manifestWith({
      packageManager,
      history,
      features: {
        ...none,
        ...Object.fromEntries(chosen.map((name) => [name, valueFor(name, true)])),
      },
    })
  // Yarn does not install Node, and is not asked to; OpenID Connect needs accounts.
  const allowed = (chosen: readonly FeatureName[]) =>
    !(packageManager === 'yarn' && chosen.includes('pinned-node')) &&
    (chosen.includes('auth') || !chosen.includes('oidc'))
  const isWalked = (order: readonly FeatureName[]) =>
    order.every((_, index) => allowed(order.slice(0, index + 1)))

  const sets = [...names.map((feature) => [feature] as const), ...pairs, names].filter(allowed)

  test.each(sets.map((set) => [set]))(
    'a project with %j is one without, to which they are added, in any order',
    async (set) => {
      const whole = rendered(made(set))
      for (const order of [set, [...set].reverse()].filter(isWalked)) {
        let disk = rendered(made([]))
        for (const index of order.keys()) {
          const [before, after] = [made(order.slice(0, index)), made(order.slice(0, index + 1))]
          const step = await change(disk, before, after)
          expect(step.conflicts).toEqual([])
          disk = step.disk
        }
        expect(disk).toEqual(whole)
      }
    },
  )

  test.each(sets.map((set) => [set]))('%j, added and removed, were never there', async (set) => {
    const others = names.filter((feature) => !set.some((one) => one === feature))
    const besides = [[], others.filter((name) => allowed(['auth', name]))]
    for (const beside of besides.filter((some) => allowed(some) && allowed([...some, ...set]))) {
      const [without, with_] = [made(beside), made([...beside, ...set])]
      const start = new Map(rendered(without)).set('mine.txt', 'mine')
      const edited = start.set('README.md', `${start.get('README.md')}\nMine.\n`)
      const added = await change(edited, without, with_)
      expect(added.conflicts).toEqual([])
      expect(added.disk).not.toEqual(edited)
      const removed = await change(added.disk, with_, without)
      expect(removed.conflicts).toEqual([])
      expect(removed.disk).toEqual(edited)
    }
  })
})
