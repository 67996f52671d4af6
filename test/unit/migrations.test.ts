import fc from 'fast-check'
import { parseSync } from 'oxc-parser'
import { describe, expect, test } from 'vitest'
import { type MigrationAnswers, migrationOperation } from '../../generators/migration/plan.ts'
import { UserError } from '../../src/errors.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { parseManifest } from '../../src/manifest/parse.ts'
import { serializeManifest } from '../../src/manifest/serialize.ts'
import { foldModel } from '../../src/model/model.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplatesFromSource } from '../../src/render/templates.ts'
import { articles, manifestWith } from './support/manifests.ts'

const now = new Date('2026-11-22T09:30:00Z')
const base = manifestWith({
  history: [
    { ...articles, fields: 'title:string:index views:integer=0 publishedAt:timestamp?' },
    { at: '20261122T093001Z', run: 'service', name: 'quote', fields: 'text:text' },
  ],
})
const templates = (await loadTemplatesFromSource('templates')).filter(({ path }) =>
  path.startsWith('operations/'),
)

function grow(manifest: Manifest, answers: MigrationAnswers): Manifest {
  const operation = migrationOperation(manifest, answers, now)
  return operation ? { ...manifest, history: [...manifest.history, operation] } : manifest
}

function textOf(manifest: Manifest): string {
  const last = manifest.history.at(-1)
  const tree = render(foldModel(manifest), templates)
  const path = [...tree.keys()].find((key) => key.startsWith(`migrations/${last?.at}_`))
  return String(tree.get(path ?? '')?.content)
}

const notNegative = { name: 'views-not-negative', constraint: 'articles: check (views >= 0)' }

test.each<[answers: MigrationAnswers, text: string]>([
  [{ name: 'MoveBodies' }, 'select 1'],
  [
    { name: 'by-views', index: 'articles(views, publishedAt)' },
    'on: sql`"articles" ("views", "published_at")`',
  ],
  [{ name: 'by-id', index: 'article(id)' }, 'on: sql`"articles" ("id")`'],
  [notNegative, "const rule = sql.raw('check (views >= 0)')"],
  [{ ...notNegative, notValid: true }, 'not valid'],
])('%j', (answers, text) => {
  const grown = grow(base, answers)
  expect(textOf(grown)).toContain(text)
  expect(grow(grown, answers)).toBe(grown)
  const written = serializeManifest(grown)
  expect(serializeManifest(parseManifest(written, { version: '1.0.0' }))).toBe(written)
})

test('a rule that was not validated can be, and no other', () => {
  const added = grow(base, { ...notNegative, notValid: true })
  const validate = 'articles: views-not-negative'
  const text = textOf(grow(added, { name: 'check-views', validate }))
  expect(text).toContain('alter table "articles" validate constraint "views_not_negative"')
  const whole = grow(base, notNegative)
  expect(() => grow(whole, { name: 'check-views', validate })).toThrow('No migration added')
})

describe('what is refused', () => {
  test.each<[answers: MigrationAnswers, message: string]>([
    [{ name: '' }, 'the name is empty'],
    [{ name: '../x' }, 'no letter or digit'],
    [{ name: 'x'.repeat(64) }, '63 are allowed'],
    [{ name: 'articles' }, 'already'],
    [{ name: 'articles-pkey' }, 'already'],
    [{ name: 'articles-title-index' }, 'already'],
    [{ name: 'a', index: 'articles' }, 'a table and its columns'],
    [{ name: 'a', index: 'articles(viws)' }, 'has no column "viws"'],
    [{ name: 'a', index: 'articles(views,views)' }, 'twice'],
    [{ name: 'a', index: 'artcles(views)' }, 'There is no table "artcles"'],
    [{ name: 'a', index: 'quotes(text)' }, 'There is no table "quotes"'],
    [{ name: 'a', constraint: 'check (views > 0)' }, 'a table, a colon and the rule'],
    [{ name: 'a', constraint: 'articles: views > 0' }, 'A rule begins with'],
    [{ name: 'a', constraint: 'articles: check (true); drop table "articles"' }, 'semicolon'],
    [{ name: 'a', constraint: 'articles: check (true' }, 'brackets'],
    [{ name: 'a', constraint: "articles: check (title <> ')" }, 'quote is not closed'],
    [{ name: 'a', constraint: 'articles: check (true) -- x' }, 'comment'],
    [{ name: 'a', constraint: 'articles: unique (views)', notValid: true }, 'as not valid'],
    [{ name: 'a', notValid: true }, '--not-valid goes with'],
    [{ name: 'a', index: 'articles(id)', validate: 'articles: x' }, 'more than one'],
  ])('%j', (answers, message) => {
    expect(() => grow(base, answers)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message) }),
    )
  })

  test('a rule is a literal or refused, whatever it is', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom("'", '"', '`', '$', '{', '}', '\\', '*', '/', 'a') }),
    )
    fc.assert(
      fc.property(hostile, (text) => {
        const answers = { name: 'a-rule', constraint: `articles: check (title <> '${text}')` }
        const grown = refusedOr(() => grow(base, answers))
        if (grown === undefined) return
        const source = textOf(grown)
        const { program, errors } = parseSync('a.ts', source)
        expect(errors).toEqual([])
        // The import, the rule, `up` and `down`: nothing else came in.
        expect(program.body).toHaveLength(4)
        const [, literal = ''] = /sql\.raw\((.*)\)\n/.exec(source) ?? []
        expect(new Function(`return ${literal}`)()).toBe(`check (title <> '${text}')`)
      }),
      { numRuns: 200 },
    )
  })
})

function refusedOr<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}
