import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import type { Manifest, Operation } from '../../src/manifest/manifest.ts'
import { nextStamp } from '../../src/manifest/stamp.ts'
import { foldModel } from '../../src/model/model.ts'
import { withoutOperation } from '../../src/model/undo.ts'
import { manifestWith } from './support/manifests.ts'
import { type DiskProject, projectOnDisk, removeProjects } from './support/project-on-disk.ts'

// Whatever a team does to its overrides and whenever, what is on the disk is what the project was
// rendered to, and what a person has written is there.

afterEach(removeProjects)

type Bare<T> = T extends unknown ? Omit<T, 'at'> : never

/** What a person or the tool does next. */
type Move =
  | { readonly kind: 'run'; readonly operation: Bare<Operation> }
  | { readonly kind: 'override'; readonly path: string; readonly words: string }
  | { readonly kind: 'original'; readonly path: string }
  | { readonly kind: 'switch'; readonly docker: boolean }
  | { readonly kind: 'apply' | 'undo' | 'edit' }

const templates = [
  'resource/src/resources/__resources__/__resource__.service.ts.hbs',
  'resource/src/resources/__resources__/__resource__.ts.hbs',
  'operations/table/migrations/__at___create___table__.ts.hbs',
  'operations/fields/migrations/__at_____migration__.ts.hbs',
  'operations/remove/migrations/__at___drop___table__.ts.hbs',
  'project/base/src/app.ts.hbs',
  'project/docker/Dockerfile.hbs',
  'project/docker/_seams/readme/docker.md.hbs',
]
const path = fc.constantFrom(...templates)
const name = fc.constantFrom('article', 'tag')
const operation: fc.Arbitrary<Bare<Operation>> = fc.oneof(
  fc.record({ run: fc.constant('resource' as const), name, fields: fc.constant('title:string') }),
  fc.record({ run: fc.constant('remove' as const), name }),
  fc.record({
    run: fc.constant('field' as const),
    resource: name,
    add: fc.constantFrom('extra:text?', 'live:boolean=false'),
  }),
)
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('run' as const), operation }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('override' as const),
      path,
      words: fc.constantFrom('Acme', 'Other', 'Third'),
    }),
  },
  fc.record({ kind: fc.constant('original' as const), path }),
  fc.record({ kind: fc.constant('switch' as const), docker: fc.boolean() }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('apply', 'undo', 'edit') }) },
)
const first: Move = {
  kind: 'run',
  operation: { run: 'resource', name: 'article', fields: 'title:string' },
}

const EDITED = 'README.md'
const MINE = '\nWritten by hand.\n'

/** The manifest after a move, or as it was where that cannot be. */
function after(manifest: Manifest, next: Move, time: number): Manifest {
  if (next.kind === 'switch') return { ...manifest, features: { docker: next.docker } }
  const last = manifest.history.at(-1)
  if (next.kind === 'undo') return last ? withoutOperation(manifest, last) : manifest
  if (next.kind !== 'run') return manifest
  const at = nextStamp(manifest.history, new Date(Date.UTC(2026, 10, 22, 9, time)))
  const grown = { ...manifest, history: [...manifest.history, { ...next.operation, at }] }
  try {
    foldModel(grown as Manifest)
    return grown as Manifest
  } catch (error) {
    if (error instanceof UserError) return manifest
    throw error
  }
}

/** What stands in a file of the project's own, in the way its comments are written. */
function overridden(template: string, words: string): string {
  const original = readFileSync(join(import.meta.dirname, '../../templates', template), 'utf8')
  const comment = template.startsWith('project/docker') ? `# ${words}\n` : `// ${words}\n`
  return comment + original
}

async function make(project: DiskProject, next: Move, time: number): Promise<void> {
  if (next.kind === 'override') {
    project.write(`alex/templates/${next.path}`, overridden(next.path, next.words))
  } else if (next.kind === 'original') {
    const file = `alex/templates/${next.path}`
    if (project.read(file) !== undefined) project.remove(file)
  } else if (next.kind === 'edit') {
    project.write(EDITED, `${project.read(EDITED)}${MINE}`)
  } else {
    const { issues } = await project.change(after(project.manifest(), next, time))
    expect(issues).toEqual([])
  }
}

test('what is on the disk is what the project was rendered to, and what was written is there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 3, maxLength: 9 }), async (moves) => {
      const project = await projectOnDisk(manifestWith())
      const migrations = new Map<string, string | undefined>()
      let edits = 0
      for (const [time, next] of [first, ...moves].entries()) {
        await make(project, next, time)
        if (next.kind === 'edit') edits += 1
        expect(await project.edited()).toEqual(edits > 0 ? [EDITED] : [])
        expect(project.read(EDITED)?.split(MINE)).toHaveLength(edits + 1)
        for (const { at } of project.manifest().history) {
          const text = project.migration(at)
          if (migrations.has(at)) expect(text).toBe(migrations.get(at))
          migrations.set(at, text)
        }
        const gone = [...migrations.keys()].filter(
          (at) => !project.manifest().history.some((one) => one.at === at),
        )
        for (const at of gone) {
          expect(project.migration(at)).toBeUndefined()
          migrations.delete(at)
        }
      }
    }),
    { numRuns: 12 },
  )
})
