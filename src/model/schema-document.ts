import type { Field } from './field.ts'
import type { FieldModel } from './field-model.ts'
import { typeOf } from './field-types/table.ts'
import type { ResourceNames } from './names.ts'
import type { LinkModel, ReferenceModel } from './relations.ts'

/** A column as `docs/schema.md` shows it; every string is Markdown. */
export interface ColumnModel {
  readonly name: string
  /** `numeric(10,2)` */
  readonly type: string
  /** `yes`, where it may be null. */
  readonly optional: string
  readonly default: string
  readonly index: string
  readonly unique: string
  /** `users, cascade` */
  readonly refers: string
  /** `numeric price UK`: its line in the diagram. */
  readonly drawn: string
}

/** A table as `docs/schema.md` shows it. */
export interface TableModel {
  readonly name: string
  readonly columns: readonly ColumnModel[]
}

export interface SchemaDocument {
  /** What stands above the diagram. */
  readonly opening: string
  /** The lines of the diagram, with the fence around them; none without a table. */
  readonly diagram: readonly string[]
  readonly tables: readonly TableModel[]
}

interface Stored extends ResourceNames {
  readonly columns: readonly ColumnModel[]
  readonly ownerColumns: readonly string[]
  readonly removalColumns: readonly string[]
  readonly references: readonly ReferenceModel[]
  readonly links: readonly LinkModel[]
}

type Drawn = Pick<ColumnModel, 'name' | 'type'> &
  Partial<ColumnModel> & { readonly keys?: readonly string[] }

/** The columns that the fields of a resource have. */
export function columnsOf(
  fields: readonly Field[],
  models: readonly FieldModel[],
  references: readonly ReferenceModel[],
): readonly ColumnModel[] {
  return fields.map((field, at) => {
    const { column, index } = models[at] as FieldModel
    const reference = references.find(({ name }) => name === field.name)
    return columnModel({
      name: column,
      type: typeOf(field).sql(field),
      optional: field.nullable ? 'yes' : '',
      default: field.default === undefined ? '' : code(JSON.stringify(field.default)),
      index: reference ? code(reference.index) : index === null ? '' : code(index),
      unique: field.unique ? 'yes' : '',
      refers: reference ? `${code(reference.target.table)}, ${rules[reference.onDelete]}` : '',
      keys: [...(reference ? ['FK'] : []), ...(field.unique ? ['UK'] : [])],
    })
  })
}

const rules = { cascade: 'cascade', restrict: 'restrict', setnull: 'set null' } as const

/** The tables of all resources, drawn and listed. */
export function schemaDocument(resources: readonly Stored[]): SchemaDocument {
  const tables = resources.flatMap((resource) => [
    { name: resource.table, columns: allColumns(resource) },
    ...resource.links.map((link) => ({ name: link.table, columns: pairColumns(resource, link) })),
  ])
  if (tables.length === 0) {
    return {
      opening: 'There is no resource with a table yet: `plop resource` makes one.',
      diagram: [],
      tables,
    }
  }
  return {
    opening:
      'A line from one table to another is a foreign key: its role, and what happens to the row when what it refers to is removed.',
    diagram: [
      '',
      '```mermaid',
      'erDiagram',
      ...tables.flatMap(({ name, columns }) => [
        `  "${name}" {`,
        ...columns.map(({ drawn }) => `    ${drawn}`),
        '  }',
      ]),
      ...resources.flatMap(relationsOf),
      '```',
    ],
    tables,
  }
}

const owner = columnModel({ name: 'owner_id', type: 'uuid' })
const removal = columnModel({ name: 'deleted_at', type: 'timestamptz(3)', optional: 'yes' })

function allColumns({ table, columns, ownerColumns, removalColumns }: Stored): ColumnModel[] {
  return [
    columnModel({ name: 'id', type: 'uuid', keys: ['PK'] }),
    ...ownerColumns.map(() => owner),
    ...columns,
    columnModel({
      name: 'created_at',
      type: 'timestamptz(3)',
      index: code(`${table}_newest_first`),
    }),
    columnModel({ name: 'updated_at', type: 'timestamptz(3)' }),
    ...removalColumns.map(() => removal),
    columnModel({ name: 'version', type: 'integer', default: code('1') }),
  ]
}

function pairColumns(own: ResourceNames, link: LinkModel): ColumnModel[] {
  const keys = ['PK', 'FK']
  const refers = (table: string) => `${code(table)}, cascade`
  return [
    columnModel({ name: link.ownColumn, type: 'uuid', keys, refers: refers(own.table) }),
    columnModel({
      name: link.otherColumn,
      type: 'uuid',
      keys,
      index: code(link.index),
      refers: refers(link.target.table),
    }),
    ...link.ownerColumns.map(() => owner),
  ]
}

function relationsOf({ table, columns, references, links }: Stored): string[] {
  const lines = references.map((reference) => {
    const column = columns.find(({ name }) => name === reference.idColumn)
    const one = column?.optional ? '|o' : '||'
    const several = column?.unique ? 'o|' : 'o{'
    const label = `${reference.human}, ${rules[reference.onDelete]}`
    return `  "${reference.target.table}" ${one}--${several} "${table}" : "${label}"`
  })
  const pairs = links.flatMap((link) => [
    `  "${table}" ||--o{ "${link.table}" : "cascade"`,
    `  "${link.target.table}" ||--o{ "${link.table}" : "${link.human}, cascade"`,
  ])
  return [...lines, ...pairs]
}

function columnModel({ keys = [], ...column }: Drawn): ColumnModel {
  const { name, type } = column
  return {
    optional: '',
    default: '',
    index: '',
    unique: '',
    refers: '',
    ...column,
    drawn: [drawnType(type), drawnName(name), keys.join(', ')].join(' ').trim(),
  }
}

/** A word: the diagram takes no spaces and no commas. */
function drawnType(type: string): string {
  return type.replaceAll(/\([^)]*\)/g, '').replaceAll(' ', '_')
}

/** The diagram takes these for marks of keys, in any case. */
function drawnName(name: string): string {
  return /^(pk|fk|uk)$/.test(name) ? `_${name}` : name
}

/** As code in a cell of a table, whatever is in it. */
function code(text: string): string {
  if (/^[\w .,:"-]*$/.test(text)) return `\`${text}\``
  const safe = text.replaceAll(/[^\w .:-]/gu, (it) => `&#${it.codePointAt(0)};`)
  return `<code>${safe}</code>`
}
