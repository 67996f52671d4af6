import fc from 'fast-check'
import { fieldText, type Specification, specification } from './specs.ts'

// What people do with a project, one thing after another. An intent is what somebody has in mind; which
// resource, file or line it is about is found when it is carried out, since that depends on what was
// done before.

/** Chooses among what is there, whatever that is. */
export type Choice = number

export type Intent =
  | { readonly kind: 'resource'; readonly asked: Specification }
  | {
      readonly kind: 'part'
      readonly part: 'repository' | 'service' | 'controller'
      readonly asked: Specification
      /** Of what is there already. */
      readonly of?: Choice
    }
  | {
      readonly kind: 'field'
      readonly of: Choice
      readonly how: 'add' | 'drop' | 'rename' | 'alter'
      readonly field: string
      readonly which: Choice
    }
  | { readonly kind: 'migration'; readonly name: string; readonly of: Choice }
  | { readonly kind: 'version'; readonly of: Choice }
  | { readonly kind: 'relation'; readonly of: Choice; readonly to: Choice; readonly how: string }
  | { readonly kind: 'options'; readonly of: Choice; readonly flags: readonly string[] }
  | { readonly kind: 'integration'; readonly name: string; readonly operations: string }
  | { readonly kind: 'job'; readonly name: string; readonly data: string }
  | { readonly kind: 'webhook'; readonly name: string; readonly scheme: string }
  | {
      readonly kind: 'remove'
      readonly of: Choice
      readonly other?: 'integration' | 'job' | 'webhook'
    }
  | { readonly kind: 'undo'; readonly which?: Choice }
  | { readonly kind: 'feature'; readonly switch: 'add' | 'remove'; readonly name: string }
  | { readonly kind: 'again' }
  | {
      readonly kind: 'edit'
      readonly how: 'insert' | 'append' | 'delete' | 'own' | 'crlf' | 'move' | 'key'
      readonly file: Choice
      readonly line: Choice
    }

const choice = fc.nat({ max: 1_000_000 })

/** Names that meet, and fields that refer to one another. */
const usual: fc.Arbitrary<Specification> = fc.record({
  name: fc.constantFrom('user', 'tag', 'article', 'blog-post', 'order', 'zebra'),
  fields: fc.constantFrom(
    'title:string(20) views:integer=0',
    'slug:string(9):unique parent:ref(article)?',
    'label:text tags:many(tag)',
    'title:string(80):index author:ref(user):cascade status:enum(draft,published)=draft',
    'price:decimal(10,2):min(0) notes:string[] secret:string:writeonly',
  ),
})
const guarded: fc.Arbitrary<Specification> = fc
  .tuple(
    usual,
    fc.constantFrom('owner', 'authenticated', 'role(editor)'),
    fc.boolean(),
    fc.constantFrom('', '', ' pay:integer?:index:read(hr):write(hr) rank:integer:write(boss)=0'),
  )
  .map(([asked, access, softDelete, ruled]) => ({
    ...asked,
    fields: asked.fields + ruled,
    access,
    ...(softDelete && { softDelete }),
  }))

const asked = fc.oneof(
  { weight: 6, arbitrary: usual },
  { weight: 2, arbitrary: guarded },
  { weight: 2, arbitrary: specification },
)

const field = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'extra:text?',
      'extra:text?:read(hr)',
      'live:boolean=false',
      'by:ref(user)?',
      'n:integer=1',
      'n:integer:write(hr)=1',
    ),
  },
  { weight: 1, arbitrary: fieldText },
)

/** One thing that somebody does. */
const intent: fc.Arbitrary<Intent> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('resource' as const), asked }) },
  {
    weight: 2,
    arbitrary: fc.record(
      {
        kind: fc.constant('part' as const),
        part: fc.constantFrom('repository', 'service', 'controller'),
        asked,
        of: choice,
      },
      { requiredKeys: ['kind', 'part', 'asked'] },
    ),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('field' as const),
      of: choice,
      how: fc.constantFrom('add', 'drop', 'rename', 'alter'),
      field,
      which: choice,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('migration' as const),
      name: fc.constantFrom('by-time', 'newest', 'note'),
      of: choice,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('version' as const), of: choice }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('relation' as const),
      of: choice,
      to: choice,
      how: fc.constantFrom('many-to-one', 'one-to-one', 'many-to-many'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('options' as const),
      of: choice,
      flags: fc.constantFrom(
        ['--access=owner', '--owner=0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52'],
        ['--access=public'],
        ['--access=role(editor)', '--soft-delete'],
        ['--no-soft-delete'],
        ['--soft-delete', '--description=What somebody says.'],
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('integration' as const),
      name: fc.constantFrom('payments', 'exchange-rates', 'article'),
      operations: fc.constantFrom(
        'find: GET /things/:id -> {id:uuid} stale',
        'make: POST /things {title:string(20)} -> {id:uuid} key; remove: DELETE /things/:id',
        // Refused as long as there are no jobs.
        'make: POST /things {title:string(20)} -> {id:uuid} key queue',
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('remove' as const),
      of: choice,
      other: fc.constantFrom('integration' as const, 'job' as const, 'webhook' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('job' as const),
      name: fc.constantFrom('send-digest', 'article', 'payments'),
      data: fc.constantFrom('', 'articleId:uuid'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('webhook' as const),
      name: fc.constantFrom('payments', 'newsletter', 'article'),
      scheme: fc.constantFrom('standard', 'stripe', 'github'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), of: choice }) },
  {
    weight: 6,
    arbitrary: fc.record(
      { kind: fc.constant('undo' as const), which: choice },
      { requiredKeys: ['kind'] },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('feature' as const),
      switch: fc.constantFrom('add', 'remove'),
      name: fc.constantFrom('docker', 'github-ci', 'pinned-node', 'graphql'),
    }),
  },
  {
    // Its migration stays: it is not taken out again.
    weight: 1,
    arbitrary: fc.constant({ kind: 'feature', switch: 'add', name: 'jobs' } as const),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('again' as const) }) },
  {
    weight: 16,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      how: fc.oneof(
        { weight: 8, arbitrary: fc.constant('insert' as const) },
        { weight: 4, arbitrary: fc.constant('append' as const) },
        { weight: 4, arbitrary: fc.constantFrom('delete', 'own', 'crlf', 'move', 'key') },
      ),
      file: choice,
      line: choice,
    }),
  },
) as fc.Arbitrary<Intent>

/** What somebody does at once after something: takes it back, or does it again. */
const second = fc.constantFrom('nothing', 'nothing', 'nothing', 'back', 'back', 'again')

function andThen(first: Intent, then: string): readonly Intent[] {
  if (first.kind === 'edit' || then === 'nothing') return [first]
  if (then === 'again') return [first, { kind: 'again' }]
  if (first.kind !== 'feature') return [first, { kind: 'undo' }]
  // The migration of jobs stays, as above.
  if (first.name === 'jobs') return [first]
  return [first, { ...first, switch: first.switch === 'add' ? 'remove' : 'add' }]
}

/** A life of a project. It begins with two resources more often than not. */
export const life: fc.Arbitrary<readonly Intent[]> = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.tuple(intent, second), { minLength: 4, maxLength: 20, size: 'max' }),
  )
  .map(([isBegun, intents]) => [
    ...(isBegun ? beginning : []),
    ...intents.flatMap(([first, then]) => andThen(first, then)),
  ])

const beginning: readonly Intent[] = [
  { kind: 'resource', asked: { name: 'user', fields: 'name:string' } },
  { kind: 'resource', asked: { name: 'article', fields: 'title:string author:ref(user)?' } },
]
