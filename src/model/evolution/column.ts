import type { Field } from '../field.ts'
import { columnCheck, type FieldModel, sqlDefault } from '../field-model.ts'
import { typeOf } from '../field-types/table.ts'
import type { LinkModel, ReferenceModel } from '../relations.ts'
import type { LivingReference } from '../removal.ts'
import { type ResourceModel, uniqueColumns } from '../slices.ts'

/** What the database has for a field. Every string is SQL, in a migration's template literal. */
export interface Column {
  readonly field: Field
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly default: string | undefined
  readonly check: Constraint | undefined
  readonly foreignKey: Constraint | undefined
  readonly indexes: readonly Index[]
  readonly living: readonly LivingReference[]
}

export interface Constraint {
  readonly name: string
  /** `constraint "…" check (…)` */
  readonly definition: string
}

export interface Index {
  readonly name: string
  /** `unique index`, or `index`. */
  readonly kind: string
  /** `("slug") where "deleted_at" is null` */
  readonly on: string
}

/** What a list of fields amounts to. */
export interface FieldModels {
  readonly declared: readonly Field[]
  readonly models: readonly FieldModel[]
  readonly references: readonly ReferenceModel[]
  readonly links: readonly LinkModel[]
}

/** The column of a field that is not `many`. */
export function columnOf(field: Field, fields: FieldModels, slice: ResourceModel): Column {
  const own = fields.declared.filter(({ type }) => type !== 'many')
  const model = fields.models[own.indexOf(field)] as FieldModel
  const reference = fields.references.find(({ name }) => name === field.name)
  return {
    field,
    name: model.column,
    type: typeOf(field).sql(field),
    nullable: field.nullable,
    default: sqlDefault(field),
    check: columnCheck(field, model.column, slice.table),
    foreignKey: reference && {
      name: reference.constraint,
      definition: reference.constraintDefinition,
    },
    indexes: indexesOf(model, reference, slice),
    living: reference?.livingReferences ?? [],
  }
}

function indexesOf(
  model: FieldModel,
  reference: ReferenceModel | undefined,
  slice: ResourceModel,
): readonly Index[] {
  const { column, index, unique } = model
  const newest = (reference?.indexes ?? []).map((name) => ({
    name,
    kind: 'index',
    on: `(${reference?.indexStart}"created_at" desc, "id" desc)`,
  }))
  const sought =
    index === null
      ? []
      : [{ name: index, kind: 'index', on: `(${slice.indexStart}"${column}", "id")` }]
  const only =
    unique === null
      ? []
      : [
          {
            name: unique,
            kind: 'unique index',
            on: `(${uniqueColumns(model, slice)})${slice.uniqueFilter}`,
          },
        ]
  return [...newest, ...sought, ...only]
}
