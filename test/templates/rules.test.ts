import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import Handlebars from 'handlebars'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../templates')
const templates = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
  .sort()
const rendered = templates.filter((path) => path.endsWith('.hbs'))

/** What a template may loop over: lists that the model made, never a question about a feature. */
const loops =
  /^(?:\.\.\/)?(fields|guards|needs|refusals|writableFields|openFields|filledBlocks|emptyBlocks|secretFields|shownFields|secrecy|fieldRules|ruledFields|restrictedFields|fieldTable|policyImports|readonlyFields|listFields|reference\.([a-z]+Imports|foreignBefore|foreignAfter|callers|changes|lists)|foreignKeys|links|callers|strangers|callerImports|strictOptions|memoryStores|((link|reference)\.)?(owner[A-Z][a-z]+|identityImports)|indexImports|api\.(lines|[a-z]+Imports)|((link|reference)\.target\.)?versionLines|link\.(callers|listConditions|otherConditions|ownConditions|bothConditions|removedOwn|removedOthers)|(\.\.\/)?conditions|removal[A-Z][a-z]+|goneRemovals|keptRemovals|livingReferences|link\.([a-z]+Imports|foreignBefore|foreignAfter)|routes|parents|pools|counters|uniqueFields|uniqueness|uniqueValues|references|readers|valueTypes|indexes|imports\.table|resources|served|stored|including\.[a-zA-Z]+|graphql\.[a-zA-Z]+|graphqlImports|merging\.[a-z]*[iI]mports|schema\.(diagram|tables)|columns|functions|atOnce|required|fill|validated|built|replaced|imports|notes|seams\.[a-zA-Z]+|packageManager\.setup|jobs|jobRegistry\.[a-z]+|dataLines|settings|refused|testImports|unserved|unservedImports|webhooks|events|entry|members|webhookImports|webhookSettingsImports|integrations|operations|declarations|schemaStart|tests|demoExpectations|demoImports|portImports|jobImports|jobTestImports|integrationParts|queued|queuedCalls|fakeRoutes|operationImports|integrationImports|settingsImports|resourceImports|tableImports)$/

interface Finding {
  readonly line: number
  readonly what: string
}

describe('templates decide nothing', () => {
  test.each(rendered)('%s', (path) => {
    expect(findings(readFileSync(join(root, path), 'utf8'))).toEqual([])
  })

  test('a planted question is found', () => {
    expect(findings('{{#if auth}}x{{else}}y{{/if}}')).toMatchObject([{ what: 'block "if"' }])
    expect(findings('{{upper name}}')).toMatchObject([{ what: 'helper "upper"' }])
    expect(findings('{{#each features}}x{{/each}}')).toMatchObject([
      { what: 'loop over "features"' },
    ])
    expect(findings('{{{name}}}')).toEqual([])
  })
})

test('at least four of five files of the base are copied byte for byte', () => {
  const base = templates.filter((path) => path.startsWith('project/base/'))
  const verbatim = base.filter((path) => !path.endsWith('.hbs'))
  expect(verbatim.length / base.length).toBeGreaterThanOrEqual(0.8)
})

function findings(source: string): Finding[] {
  const found: Finding[] = []
  visit(Handlebars.parse(source))
  return found

  function visit(program: hbs.AST.Program): void {
    for (const statement of program.body) {
      const line = statement.loc.start.line
      switch (statement.type) {
        case 'ContentStatement':
        case 'CommentStatement':
          break
        case 'MustacheStatement': {
          const { path, params } = statement as hbs.AST.MustacheStatement
          const name = (path as hbs.AST.PathExpression).original
          if (params.length > 0) found.push({ line, what: `helper "${name}"` })
          break
        }
        case 'BlockStatement': {
          const { path, params, program: body, inverse } = statement as hbs.AST.BlockStatement
          const over = (params[0] as hbs.AST.PathExpression | undefined)?.original
          if (path.original !== 'each') found.push({ line, what: `block "${path.original}"` })
          else if (!loops.test(String(over))) found.push({ line, what: `loop over "${over}"` })
          else if (inverse) found.push({ line, what: 'else' })
          if (path.original === 'each') visit(body)
          break
        }
        default:
          found.push({ line, what: statement.type })
      }
    }
  }
}
