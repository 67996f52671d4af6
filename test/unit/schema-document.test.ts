import { describe, expect, test } from 'vitest'
import { foldModel } from '../../src/model/model.ts'
import { manifestWith } from './support/manifests.ts'

function schemaOf(...resources: readonly (readonly [name: string, fields: string])[]) {
  const history = resources.map(([name, fields], index) => ({
    at: `20261122T0930${String(index).padStart(2, '0')}Z`,
    run: 'resource' as const,
    name,
    fields,
  }))
  return foldModel(manifestWith({ history })).schema
}

// The words of an entity-relationship diagram, as the lexer of Mermaid 12 has them. It compares
// without regard to case, so that a column `pk` would be the mark of a key.
const NAME = '"[^"%\\\\\\r\\n]+"'
const WORD = '(?!(?:PK|FK|UK)\\b)[A-Za-z_][\\w\\-\\[\\]()]*'
const lines = [
  /^$/,
  /^```(mermaid)?$/,
  /^erDiagram$/,
  new RegExp(`^ {2}${NAME} \\{$`),
  new RegExp(`^ {4}${WORD} ${WORD}( (PK|FK|UK)(, (PK|FK|UK))*)?$`, 'i'),
  /^ {2}\}$/,
  new RegExp(`^ {2}${NAME} (\\|\\||\\|o)--(o\\{|o\\|) ${NAME} : "[^"]+"$`),
]

const wrong = (diagram: readonly string[]) =>
  diagram.filter((line) => !lines.some((pattern) => pattern.test(line)))

describe('the diagram of the tables', () => {
  test('is none without a table', () => {
    expect(schemaOf()).toMatchObject({ diagram: [], tables: [] })
  })

  test('has every table, its keys, and what happens when the other is removed', () => {
    const { diagram } = schemaOf(
      ['user', 'name:string'],
      ['topic', 'label:string'],
      ['article', 'author:ref(user):cascade editor:ref(user)?:setnull topics:many(topic)'],
    )
    expect(diagram).toEqual(
      expect.arrayContaining([
        '  "articles" {',
        '    uuid id PK',
        '    uuid author_id FK',
        '    uuid topic_id PK, FK',
        '  "users" ||--o{ "articles" : "author, cascade"',
        '  "users" |o--o{ "articles" : "editor, set null"',
        '  "topics" ||--o{ "article_topics" : "topics, cascade"',
      ]),
    )
    expect(wrong(diagram)).toEqual([])
  })

  test.each(['entity', 'title', 'style', 'class', 'direction', 'pk', 'one', 'only', 'to', 'u'])(
    'takes %s as the name of a resource and of a field',
    (name) => {
      const { diagram } = schemaOf([name, `${name}Title:string parent:ref(${name})?`])
      expect(wrong(diagram)).toEqual([])
    },
  )

  test('has words where a type or a name is none for the diagram', () => {
    const { diagram } = schemaOf([
      'article',
      'pk:integer fk:float uk:decimal(10,2) words:string[] pkOther:text',
    ])
    expect(diagram).toEqual(
      expect.arrayContaining([
        '    integer _pk',
        '    double_precision _fk',
        '    numeric _uk',
        '    text pk_other',
      ]),
    )
    expect(wrong(diagram)).toEqual([])
  })

  test('what would not be read is found', () => {
    expect(
      wrong(['    double precision a', '    integer PK', '  users {', '  "a" --> "b"']),
    ).toEqual(['    double precision a', '    integer PK', '  users {', '  "a" --> "b"'])
  })
})

describe('the list of columns', () => {
  test('has type, null, default, index and what it refers to', () => {
    const { tables } = schemaOf(
      ['user', 'name:string'],
      ['article', 'views:integer:index=0 author:ref(user)?:setnull'],
    )
    const { columns } = tables.find(({ name }) => name === 'articles') ?? { columns: [] }
    expect(columns).toMatchObject([
      { name: 'id', type: 'uuid' },
      { name: 'views', type: 'integer', optional: '', default: '`0`', index: expect.anything() },
      {
        name: 'author_id',
        optional: 'yes',
        index: '`articles_by_author`',
        refers: '`users`, set null',
      },
      { name: 'created_at', index: '`articles_newest_first`' },
      { name: 'updated_at' },
      { name: 'version', default: '`1`' },
    ])
  })

  test('stays a table, whatever a default has in it', () => {
    const { tables } = schemaOf(['article', "a:string='x|y`z</code><b>'"])
    const cell = `${tables[0]?.columns.find(({ name }) => name === 'a')?.default}`
    expect(cell).toMatch(/^<code>[^|`<>]*<\/code>$/)
  })
})
