import { UserError } from '../errors.ts'
import type { Access } from './access.ts'
import type { Field } from './field.ts'
import type { FieldModel } from './field-model.ts'
import { drawSpan } from './field-scanner.ts'
import { formatFields } from './fields.ts'
import type { ResourceNames } from './names.ts'
import type { Part } from './parts.ts'

/** What fields that are for some only add to the code of a resource; without them, nothing. */
export interface FieldRulesModel {
  /** The roles that its fields are for, each once. */
  readonly fieldRoles: readonly string[]
  /** The table of its rules: once, or not at all. */
  readonly fieldRules: readonly { readonly ruledFields: readonly FieldModel[] }[]
  /** Those that a client sets, and of which an answer may lack one. */
  readonly restrictedFields: readonly FieldModel[]
  /** What the policy is made of: `Policy`, and with a table of fields, that too. */
  readonly policyTypes: string
  readonly policyType: string
  /** What the schemas take from the policy: one statement, or none. */
  readonly policyImports: readonly string[]
}

export function fieldRulesModel(
  { resource, file }: ResourceNames,
  fields: readonly FieldModel[],
): FieldRulesModel {
  const ruledFields = fields.filter(({ rule }) => rule !== '')
  if (ruledFields.length === 0) {
    return {
      fieldRoles: [],
      fieldRules: [],
      restrictedFields: [],
      policyTypes: 'Policy',
      policyType: 'Policy',
      policyImports: [],
    }
  }
  const roles = ruledFields.flatMap(({ readRole, writeRole }) => [readRole, writeRole])
  return {
    fieldRoles: [...new Set(roles.filter((role) => role !== null))].sort(),
    fieldRules: [{ ruledFields }],
    restrictedFields: ruledFields.filter((field) => field.readRole !== null && !field.readonly),
    policyTypes: 'FieldPolicy, FieldRules',
    policyType: 'FieldPolicy',
    policyImports: [`import { ${resource}Policy } from './${file}.policy.ts'`],
  }
}

interface Told extends Pick<ResourceNames, 'collection'> {
  readonly fieldRules: FieldRulesModel['fieldRules']
}

/** The lines of a table in Markdown of who sees and sets what is not for everyone; none without any. */
export function fieldTable(resources: readonly Told[]): readonly string[] {
  const rows = resources.flatMap(({ collection, fieldRules }) =>
    fieldRules.flatMap(({ ruledFields }) =>
      ruledFields.map((field) => {
        const seen = field.writeonly ? 'nobody' : withRole(field.readRole)
        const set = field.readonly ? 'nobody' : withRole(field.writeRole)
        return `| \`${collection}\` | \`${field.name}\` | ${seen} | ${set} |`
      }),
    ),
  )
  const head = ['', '| resource | field | seen by | set by |', '| --- | --- | --- | --- |']
  return rows.length === 0 ? [] : [...head, ...rows]
}

function withRole(role: string | null): string {
  return role === null ? 'whoever may use it' : `the role \`${role}\``
}

interface Ruled extends Pick<ResourceNames, 'spelled' | 'humans'> {
  readonly accessWord: Access
  readonly declared: readonly Field[]
  readonly parts: readonly Part[]
}

/** @throws UserError for fields that are for some of those who are not asked, or for all who may ask */
export function checkFieldRules({ spelled, humans, accessWord, declared, parts }: Ruled): void {
  // Whom it is for is said with what serves it.
  if (!parts.includes('controller')) return
  const rules = declared.flatMap((field) => {
    const { readRole, writeRole } = field
    const rule = (way: string, role: string | undefined) =>
      role === undefined ? [] : [{ field, role, modifier: `${way}(${role})` }]
    return [...rule('read', readRole), ...rule('write', writeRole)]
  })
  const placeOf = ({ field, modifier }: (typeof rules)[number]) => {
    const text = formatFields([field])
    const start = text.indexOf(`:${modifier}`) + 1
    return { where: drawSpan(text, { start, end: start + modifier.length }) }
  }
  const [first] = rules
  if (first !== undefined && accessWord === 'public') {
    throw new UserError(
      `The ${humans} are for everyone, so nobody is asked who calls, and ${first.field.name} cannot be for some.`,
      {
        ...placeOf(first),
        help: `Say whom they are for: --access authenticated\nOr leave ${first.modifier} out; of what is there already: npx plop field ${spelled} -- --alter`,
      },
    )
  }
  const idle = rules.find(({ role }) => accessWord === `role(${role})`)
  if (idle === undefined) return
  throw new UserError(
    `Whoever may use the ${humans} has the role ${idle.role}, so ${idle.modifier} of ${idle.field.name} says nothing.`,
    { ...placeOf(idle), help: `Leave ${idle.modifier} out, or say another role.` },
  )
}
