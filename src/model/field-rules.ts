import { type Field, longest, MAX_INDEXED_TEXT, type Scalar } from './field.ts'
import { isText, type Modifiers } from './field-modifiers.ts'
import type { Scanner, Span } from './field-scanner.ts'
import type { ModifierName } from './field-syntax.ts'
import { typeOf } from './field-types/table.ts'
import { compareNumbers } from './field-values.ts'
import { patternExamples } from './patterns/pattern.ts'

interface Places {
  readonly scanner: Scanner
  readonly spans: Modifiers['spans']
  readonly typeSpan: Span
  /** The whole of what stands behind the `=`. */
  readonly defaultSpan: Span | undefined
}

/**
 * Refuses what contradicts itself.
 *
 * @throws UserError whose `where` points at the part that could be changed
 */
export function checkRules(field: Field, { scanner, spans, typeSpan, defaultSpan }: Places): void {
  const refuse = (at: ModifierName | 'default', message: string, help: string) =>
    scanner.error(message, (at === 'default' ? defaultSpan : spans.get(at)) ?? typeSpan, help)

  if (field.type === 'many' && field.nullable) {
    throw scanner.error('A many is never null: it may be empty.', typeSpan, 'Leave out the ?.')
  }
  const [min, max] = boundsOf(field)
  if (min !== undefined && max !== undefined && compareNumbers(field.type, min, max) > 0) {
    const at = spans.has('max') ? 'max' : 'min'
    throw refuse(at, `Nothing is at least ${min} and at most ${max}.`, 'Turn them round.')
  }
  if (isText(field) && !field.list && spans.has('max')) {
    const limit = longest({ type: field.type })
    if (Number(field.max) > limit)
      throw refuse('max', `A ${field.type} has at most ${limit} characters.`, 'Make it less.')
  }
  if (field.pattern !== undefined) {
    const found = patternExamples(field)
    if (found === undefined) {
      throw refuse(
        'pattern',
        'No two texts of an allowed length were found that match the pattern.',
        'Change the pattern, or the shortest and longest length.',
      )
    }
    if (field.unique && found.counting === undefined) {
      throw refuse(
        'unique',
        'A unique field needs values that can be counted, and this pattern has no place for a number.',
        'Let the pattern take four digits in a row, or three letters and digits: [a-z0-9]+. Or leave out unique.',
      )
    }
  }
  if ((field.unique || field.index) && patternNeedsComma(field)) {
    throw refuse(
      field.unique ? 'unique' : 'index',
      `Lists are asked for several values as ${field.name}[in]=a,b, and this pattern needs a comma itself.`,
      'Take another sign in the pattern, or leave out the index.',
    )
  }
  if (field.unique && field.index) {
    throw refuse('index', 'A unique field has its index already.', 'Leave out index.')
  }
  for (const name of ['unique', 'index'] as const) {
    if (field[name] && field.type === 'string' && longest(field) > MAX_INDEXED_TEXT) {
      const message = `A string(${field.max}) is too long for an index.`
      throw refuse(name, message, `A string of up to ${MAX_INDEXED_TEXT} characters is not.`)
    }
  }
  if (field.unique && field.default !== undefined) {
    throw refuse(
      'default',
      'Only one of them could have the default, since it is unique.',
      'Leave out one of the two.',
    )
  }
  if (field.unique && typeOf(field).unique(field) === undefined) {
    throw refuse(
      'unique',
      'There are so few values of this field that unique ones would soon run out.',
      'Leave out unique, or allow more values.',
    )
  }
  if (field.unique && field.writeonly) {
    throw refuse(
      'unique',
      'A refused value of a unique field tells that somebody has it, and a writeonly one is told to nobody.',
      'Leave out one of the two.',
    )
  }
  if (field.writeonly && field.readonly) {
    throw refuse(
      'readonly',
      'A field that is writeonly and readonly is seen by nobody.',
      'Leave out one of the two.',
    )
  }
  if (field.unique && field.readRole !== undefined) {
    throw refuse(
      'read',
      'A refused value of a unique field tells that somebody has it, also to whoever may not see the field.',
      'Leave out one of the two.',
    )
  }
  if (field.writeonly && field.readRole !== undefined) {
    throw refuse(
      'read',
      'A writeonly field is shown to nobody, whatever role.',
      'Leave out one of the two.',
    )
  }
  if (field.readonly && field.writeRole !== undefined) {
    throw refuse(
      'write',
      'A readonly field is set by nobody, whatever role.',
      'Leave out one of the two.',
    )
  }
  if (field.writeRole !== undefined && !field.nullable && field.default === undefined) {
    throw refuse(
      'write',
      `Whoever lacks the role ${field.writeRole} could make none: the field has to be given, and only that role may give it.`,
      'Give it a default or a ?. Or say whom the whole resource is for: --access',
    )
  }
  if (field.readonly && !field.nullable && field.default === undefined) {
    throw refuse(
      'readonly',
      'A readonly field is set by nobody, so it begins as its default or as null.',
      'Give it a default or a ?.',
    )
  }
  if (
    [...spans.keys()].filter((name) => ['cascade', 'restrict', 'setnull'].includes(name)).length > 1
  ) {
    const last = [...spans.keys()].findLast((name) =>
      ['cascade', 'restrict', 'setnull'].includes(name),
    )
    throw refuse(
      last ?? 'cascade',
      'Only one thing can happen when the other is removed.',
      'Keep one of cascade, restrict and setnull.',
    )
  }
  if (field.onDelete === 'setnull' && !field.nullable) {
    throw refuse(
      'setnull',
      'With setnull the field must be able to be null.',
      `Write ${field.name}:ref(${field.target})?:setnull`,
    )
  }
  if (field.default !== undefined) {
    const problem = defaultProblem(field, field.default)
    if (problem) throw refuse('default', problem, 'Change the default, or the rule.')
  }
}

function boundsOf(field: Field): [Scalar | undefined, Scalar | undefined] {
  return field.list ? [field.minItems, field.maxItems] : [field.min, field.max]
}

function defaultProblem(field: Field, value: NonNullable<Field['default']>): string | undefined {
  const [min, max] = boundsOf(field)
  if (typeof value === 'object') {
    if (min !== undefined && value.length < Number(min))
      return `The default has fewer than ${min} items.`
    if (max !== undefined && value.length > Number(max))
      return `The default has more than ${max} items.`
    for (const item of value) {
      const problem = patternProblem(field, item)
      if (problem) return problem
    }
    return undefined
  }
  if (isText(field)) {
    const length = [...String(value)].length
    if (min !== undefined && length < Number(min)) return `The default is shorter than ${min}.`
    if (max !== undefined && length > Number(max)) return `The default is longer than ${max}.`
    return patternProblem(field, value)
  }
  if (min !== undefined && compareNumbers(field.type, value, min) < 0)
    return `The default is less than ${min}.`
  if (max !== undefined && compareNumbers(field.type, value, max) > 0)
    return `The default is more than ${max}.`
  return undefined
}

function patternNeedsComma(field: Field): boolean {
  if (field.pattern === undefined) return false
  const found = patternExamples(field)
  const { before = '', after = '' } = found?.counting ?? {}
  return `${found?.examples[0]}${before}${after}`.includes(',')
}

function patternProblem({ pattern }: Field, value: Scalar): string | undefined {
  if (pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(String(value)))
    return undefined
  return 'The default does not match the pattern.'
}
