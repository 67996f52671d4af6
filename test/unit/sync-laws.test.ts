import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { REGISTRIES } from '../../generators/change/plan.ts'
import { UserError } from '../../src/errors.ts'
import type { Manifest, Operation } from '../../src/manifest/manifest.ts'
import { joinBranches } from '../../src/merge/branches.ts'
import { decode } from '../../src/merge/file.ts'
import type { FileState } from '../../src/merge/plan.ts'
import { syntaxChecker } from '../../src/merge/syntax.ts'
import { foldModel } from '../../src/model/model.ts'
import { uniteManifests } from '../../src/model/union.ts'
import { render, renderDifferences } from '../../src/render/render.ts'
import { loadTemplatesFromSource, type Templates } from '../../src/render/templates.ts'
import { manifestWith } from './support/manifests.ts'

// Two branches of one project come to what would have been generated of both, whichever of them is
// merged into the other.

let templates: Templates
beforeAll(async () => {
  templates = await loadTemplatesFromSource(join(import.meta.dirname, '../../templates'))
})

type Disk = ReadonlyMap<string, string>

function rendered(manifest: Manifest): Disk {
  const tree = render(foldModel(manifest), templates)
  return new Map([...tree].map(([path, { content }]) => [path, String(content)]))
}

type Bare<T> = T extends unknown ? Omit<T, 'at'> : never

const name = fc.constantFrom('article', 'blog-post', 'zebra', 'order')
const fields = fc.constantFrom(
  'title:string(20) views:integer=0',
  'title:string slug:string(9):unique',
  'title:text labels:many(zebra)',
  'title:string on:ref(order)',
)
const operation: fc.Arbitrary<Bare<Operation>> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ run: fc.constant('resource' as const), name, fields }) },
  fc.record({ run: fc.constant('repository' as const), name, fields }),
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
)

interface Step {
  readonly on: 'base' | 'ours' | 'theirs'
  readonly operation: Bare<Operation>
}
const on = fc.constantFrom('base' as const, 'ours' as const, 'theirs' as const)
const steps = fc.array(fc.record({ on, operation }), { minLength: 3, maxLength: 9 })
const features = fc.record({ docker: fc.boolean(), 'github-ci': fc.boolean() })

interface Branches {
  readonly base: Manifest
  readonly ours: Manifest
  readonly theirs: Manifest
}

/** The branches after those of the operations that each of them allows. Times are those of the steps. */
function grown(all: readonly Step[], parts: readonly Partial<Manifest>[]): Branches {
  const add = (manifest: Manifest, step: Step, index: number): Manifest => {
    const at = `20261122T0930${String(index).padStart(2, '0')}Z`
    const next = {
      ...manifest,
      history: [...manifest.history, { ...step.operation, at } as Operation],
    }
    try {
      foldModel(next)
      return next
    } catch (error) {
      if (error instanceof UserError) return manifest
      throw error
    }
  }
  const [base, ours, theirs] = parts.map((part) => manifestWith(part)) as [
    Manifest,
    Manifest,
    Manifest,
  ]
  const numbered = all.map((step, index) => [step, index] as const)
  const begun = numbered
    .filter(([step]) => step.on === 'base')
    .reduce((manifest, [step, index]) => add(manifest, step, index), base)
  const grow = (start: Manifest, side: Step['on']) =>
    numbered
      .filter(([step]) => step.on === side)
      .reduce((manifest, [step, index]) => add(manifest, step, index + 20), {
        ...start,
        history: begun.history,
      })
  return { base: begun, ours: grow(ours, 'ours'), theirs: grow(theirs, 'theirs') }
}

function united({ base, ours, theirs }: Branches): Manifest | undefined {
  try {
    return uniteManifests({
      base,
      ours: { label: 'ours', manifest: ours },
      theirs: { label: 'theirs', manifest: theirs },
    })
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

interface Disks {
  readonly base: Disk
  readonly ours: Disk
  readonly theirs: Disk
}

/** The disk of both branches together, or the paths where they meet. */
async function joined(branches: Branches, disks: Disks, together: Manifest) {
  const [base, ours, theirs, all] = renderDifferences(
    [
      foldModel(branches.base),
      foldModel(branches.ours),
      foldModel(branches.theirs),
      foldModel(together),
    ],
    templates,
  )
  const paths = new Set([base, ours, theirs, all].flatMap((tree) => [...tree.keys()]))
  const edited = [...disks.ours, ...disks.theirs].flatMap(([path, text]) =>
    disks.base.get(path) === text ? [] : [path],
  )
  const check = syntaxChecker()
  const disk = new Map(disks.ours)
  const conflicts: string[] = []
  const state = (files: Disk, path: string): FileState | null => {
    const text = files.get(path)
    return text === undefined ? null : { content: Buffer.from(text), mode: 0o644 }
  }
  for (const path of new Set([...paths, ...edited])) {
    const one = await joinBranches(
      {
        path,
        registry: REGISTRIES.has(path),
        rendered: {
          base: base.get(path),
          ours: ours.get(path),
          theirs: theirs.get(path),
          united: all.get(path),
        },
        files: {
          base: state(disks.base, path),
          ours: state(disks.ours, path),
          theirs: state(disks.theirs, path),
        },
      },
      check,
    )
    if ('conflict' in one) conflicts.push(path)
    else if (one.state === null) disk.delete(path)
    else disk.set(path, decode(one.state.content) as string)
  }
  return { disk, conflicts }
}

const other = ({ base, ours, theirs }: Branches): Branches => ({ base, ours: theirs, theirs: ours })
const sorted = (disk: Disk) => Object.fromEntries([...disk].sort(([a], [b]) => (a < b ? -1 : 1)))

test('two branches come to what is generated of both, either way round', async () => {
  const found = { together: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(steps, features, features, async (all, mine, others) => {
      const branches = grown(all, [
        { features: mine },
        { features: { ...mine, docker: others.docker } },
        { features: { ...mine, 'github-ci': others['github-ci'] } },
      ])
      const together = united(branches)
      const round = united(other(branches))
      if (together === undefined || round === undefined) {
        expect([together, round]).toEqual([undefined, undefined])
        found.refused += 1
        return
      }
      found.together += 1
      expect(round).toEqual(together)
      const disks = {
        base: rendered(branches.base),
        ours: rendered(branches.ours),
        theirs: rendered(branches.theirs),
      }
      const one = await joined(branches, disks, together)
      const back = { ...disks, ours: disks.theirs, theirs: disks.ours }
      const two = await joined(other(branches), back, together)
      expect([one.conflicts, two.conflicts]).toEqual([[], []])
      const whole = sorted(rendered(together))
      expect(sorted(one.disk)).toEqual(whole)
      expect(sorted(two.disk)).toEqual(whole)
    }),
    { numRuns: 40 },
  )
  expect(found.together).toBeGreaterThan(15)
})

test('what was written on either of them, and before, is there once, or is a conflict', async () => {
  const found = { clean: 0, conflicts: 0 }
  const place = fc.tuple(fc.nat(), fc.nat())
  await fc.assert(
    fc.asyncProperty(steps, place, place, place, async (all, before, mine, others) => {
      const branches = grown(all, [{}, {}, {}])
      const together = united(branches)
      if (together === undefined) return
      const [first, ours, theirs] = [branches.base, branches.ours, branches.theirs].map(
        rendered,
      ) as [Disk, Disk, Disk]
      const edit = (
        disk: Disk,
        [file, line]: readonly [number, number],
        word: string,
        only = disk,
      ) => {
        const paths = [...only.keys()].filter((path) => path.endsWith('.ts') && disk.has(path))
        const path = paths[file % paths.length] as string
        const lines = (disk.get(path) as string).split('\n')
        const text = lines.toSpliced(line % lines.length, 0, `// ${word}`).join('\n')
        return { path, disk: new Map(disk).set(path, text) }
      }
      // What was written before they parted is on both, where it was let alone.
      const begun = edit(first, before, 'before')
      const kept = (disk: Disk) =>
        disk.get(begun.path) === first.get(begun.path)
          ? new Map(disk).set(begun.path, begun.disk.get(begun.path) as string)
          : disk
      const [one, two] = [edit(kept(ours), mine, 'ours'), edit(kept(theirs), others, 'theirs')]
      const both = await joined(
        branches,
        { base: begun.disk, ours: one.disk, theirs: two.disk },
        together,
      )
      const texts = [...both.disk.values()].join('\n').split('\n')
      const times = (word: string) => texts.filter((line) => line === `// ${word}`).length
      if (both.conflicts.length > 0) {
        found.conflicts += 1
        expect([begun.path, one.path, two.path]).toEqual(expect.arrayContaining(both.conflicts))
        return
      }
      found.clean += 1
      const whole = rendered(together)
      expect(times('ours')).toBe(whole.has(one.path) || one.disk.has(one.path) ? 1 : 0)
      expect(times('theirs')).toBe(1)
      const bare = sorted(
        new Map(
          [...both.disk].map(([path, text]) => [
            path,
            text.replaceAll(/^\/\/ (ours|theirs|before)\n/gm, ''),
          ]),
        ),
      )
      const isCarried = whole.has(one.path) && whole.has(two.path) && whole.has(begun.path)
      if (
        isCarried &&
        ours.get(begun.path) === first.get(begun.path) &&
        theirs.get(begun.path) === first.get(begun.path)
      ) {
        expect(bare).toEqual(sorted(whole))
        expect(times('before')).toBe(1)
      }
    }),
    { numRuns: 40 },
  )
  expect(found.clean).toBeGreaterThan(10)
})
