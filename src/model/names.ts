import { UserError } from '../errors.ts'
import { pluralOf, singularOf } from './plural.ts'
import {
  type CodeNames,
  isTakenFile,
  meetsGeneratedCode,
  reservedField,
  reservedPlural,
} from './reserved.ts'
import {
  camelCase,
  capitalize,
  kebabCase,
  nameKey,
  pascalCase,
  snakeCase,
  splitWords,
  withArticle,
} from './words.ts'

export const MAX_NAME = 40

/**
 * Every spelling of a resource's name. `blog post`, typed in any way, is the example. The first four
 * are code; where code has something else of that name, they say `serviceItem` for `service`, and
 * `sheepItems` for the plural of `sheep`.
 */
export interface ResourceNames extends CodeNames {
  /** `blogPost`: a variable. */
  readonly resource: string
  /** `BlogPost`: a type. */
  readonly Resource: string
  /** `blogPosts` */
  readonly resources: string
  /** `BlogPosts` */
  readonly Resources: string
  /** `blog-post`: how the name is kept in the manifest, and said in messages. */
  readonly spelled: string
  /** `blog-post`: file names. */
  readonly file: string
  /** `blog-posts`: the folder and the URL. */
  readonly collection: string
  /** `blog_post`: prefixes of error codes and of indexes. */
  readonly code: string
  /** `blog_posts` */
  readonly table: string
  /** `blog post` */
  readonly human: string
  /** `Blog post` */
  readonly Human: string
  /** `blog posts` */
  readonly humans: string
  /** `Blog posts` */
  readonly Humans: string
  /** `a blog post` */
  readonly aHuman: string
  /** `A blog post` */
  readonly AHuman: string
}

/** Every spelling of a field's name. */
export interface FieldNames {
  /** `publishedAt`: the property, in code and on the wire. */
  readonly name: string
  /** `PublishedAt` */
  readonly Name: string
  /** `published_at` */
  readonly column: string
  /** `published at` */
  readonly human: string
  /** `Published at` */
  readonly Human: string
}

/**
 * Spells a resource's name in every way the templates need.
 *
 * @param typed the singular, in any spelling: `BlogPost`, `blog-post`, `blog_post`, `blog post`
 * @param typedPlural where English does not say it
 * @throws UserError with the reason and a way out
 */
export function resourceNames(typed: string, typedPlural?: string): ResourceNames {
  const one = checkedWords(typed, 'resource')
  const many = typedPlural === undefined ? pluralWords(typed, one) : plural(typedPlural)
  const human = one.join(' ')
  const humans = many.join(' ')
  const spelled = kebabCase(one)
  return {
    ...codeNames(one, many),
    spelled,
    file: isTakenFile(spelled) ? `${spelled}-${SUFFIX}` : spelled,
    collection: kebabCase(many),
    code: snakeCase(one),
    table: snakeCase(many),
    human,
    Human: capitalize(human),
    humans,
    Humans: capitalize(humans),
    aHuman: withArticle(human),
    AHuman: capitalize(withArticle(human)),
  }
}

/** `blog-post`, however it was typed: how a resource is kept in the manifest. */
export function spelledName(typed: string): string {
  return kebabCase(checkedWords(typed, 'resource'))
}

/** Tells whether English says how many of them are called, so that nobody has to be asked. */
export function hasOwnWordForMany(typed: string): boolean {
  const words = checkedWords(typed, 'resource')
  return nameKey(pluralWords(typed, words)) !== nameKey(words)
}

const SUFFIX = 'item'

function codeNames(one: readonly string[], many: readonly string[]): CodeNames {
  const same = nameKey(one) === nameKey(many)
  let names = spell(one, same ? [...one, `${SUFFIX}s`] : many)
  for (let stem = [...one, SUFFIX]; meetsGeneratedCode(names); stem = [...stem, SUFFIX]) {
    names = spell(stem, [...stem.slice(0, -1), `${SUFFIX}s`])
  }
  return names

  function spell(singular: readonly string[], plural: readonly string[]): CodeNames {
    return {
      resource: camelCase(singular),
      Resource: pascalCase(singular),
      resources: camelCase(plural),
      Resources: pascalCase(plural),
    }
  }
}

function pluralWords(typed: string, one: readonly string[]): string[] {
  const last = one.at(-1) as string
  const many = [...one.slice(0, -1), pluralOf(last)]
  if (nameKey(many) === nameKey(one) && singularOf(last) !== last) throw isPlural(typed, one, last)
  return checkedPlural(many)
}

function plural(typed: string): string[] {
  return checkedPlural(checkedWords(typed, 'plural'))
}

function checkedPlural(words: string[]): string[] {
  const reason = reservedPlural(kebabCase(words))
  if (reason === undefined) return words
  throw new UserError(
    `The plural of a resource cannot be ${quoted(kebabCase(words))}: ${reason}.`,
    {
      help: `Give another one, for instance --plural ${kebabCase([...words, `${SUFFIX}s`])}.`,
    },
  )
}

/**
 * Spells a field's name.
 *
 * @throws UserError with the reason and a way out
 */
export function fieldNames(typed: string): FieldNames {
  const words = checkedWords(typed, 'field')
  const name = camelCase(words)
  const reason = reservedField(name)
  if (reason) {
    throw new UserError(`A field cannot be named ${quoted(typed)}: ${reason}.`, {
      help: `Leave it out, or say more, for instance ${quoted(`item${pascalCase(words)}`)}.`,
    })
  }
  const human = words.join(' ')
  return {
    name,
    Name: pascalCase(words),
    column: snakeCase(words),
    human,
    Human: capitalize(human),
  }
}

/**
 * The first of `others` that meets `names`: in the singular, the plural or across the two, whatever
 * the separators, or in a type that is made of its name.
 */
export function collidingResource<T extends ResourceNames>(
  names: ResourceNames,
  others: readonly T[],
): T | undefined {
  const keys = new Set(keysOf(names))
  return others.find((other) => keysOf(other).some((key) => keys.has(key)))
}

// What a name is known by where all resources meet: URLs, files and tables, the registries, and the
// types of a GraphQL schema. A file of a slice sees the code of no other slice but through these.
function keysOf(names: ResourceNames): readonly string[] {
  const known = keysOfNames.get(names)
  if (known) return known
  const { spelled, file, collection, resource, resources, Resource } = names
  const bare = [spelled, file, collection].map((name) => name.replaceAll('-', ''))
  const types = ['', 'Changes', 'Connection', 'Edge'].map((suffix) => Resource + suffix)
  const keys = [...bare, resource, resources, ...types, `New${Resource}`]
  keysOfNames.set(names, keys)
  return keys
}

/** Each resource of a project meets every one before it. */
const keysOfNames = new WeakMap<ResourceNames, readonly string[]>()

function checkedWords(typed: string, kind: 'resource' | 'field' | 'plural'): [string, ...string[]] {
  const example = { resource: 'blog-post', field: 'publishedAt', plural: 'blog-posts' }[kind]
  const subject = kind === 'plural' ? 'The plural of a resource' : `A ${kind}`
  const refuse = (problem: string, help = `Use letters and digits, for instance ${example}.`) =>
    new UserError(`${subject} cannot be named ${quoted(typed)}: ${problem}.`, { help })

  const trimmed = typed.trim()
  if (trimmed === '') throw refuse('the name is empty', `Give it a name, for instance ${example}.`)
  const foreign = trimmed.match(/[^A-Za-z0-9 _-]/u)?.[0]
  if (foreign) throw refuse(`it has the character ${shownCharacter(foreign)}`)
  if (!/^[A-Za-z]/.test(trimmed))
    throw refuse('it does not start with a letter', letterFirst(trimmed))
  const [first, ...rest] = splitWords(trimmed) as [string, ...string[]]
  const length = kebabCase([first, ...rest]).length
  if (length > MAX_NAME) {
    throw refuse(`it has ${length} characters, and ${MAX_NAME} are allowed`, 'Shorten it.')
  }
  return [first, ...rest]
}

/** `3dModel` → `model-3d` */
function letterFirst(typed: string): string {
  const words = splitWords(typed)
  const digits = words.findIndex((word) => /^[a-z]/.test(word))
  const turned = [...words.slice(digits), ...words.slice(0, digits)]
  const whole = digits < 0 ? ['item', ...words] : turned
  return `Put what is no letter behind, for instance ${quoted(kebabCase(whole))}.`
}

function isPlural(typed: string, words: readonly string[], last: string): UserError {
  const singular = kebabCase([...words.slice(0, -1), singularOf(last)])
  return new UserError(`A resource is named in the singular, and ${quoted(typed)} is a plural.`, {
    help: [
      `Name one of them: ${quoted(singular)}.`,
      `Where it is the word for one of them, say how many are called: --plural ${kebabCase(words)}.`,
    ].join(' '),
  })
}

// A name may be 10 000 characters of anything; a message must stay one readable line.
function quoted(text: string): string {
  const printed = JSON.stringify(text).replaceAll(/[^\x20-\x7e]/g, codeOf)
  if (printed.length <= 80) return printed
  // Not in the middle of what stands for one character.
  return `${printed.slice(0, 76).replace(/\\(?:u[\da-f]{0,3})?$/, '')}..."`
}

function shownCharacter(character: string): string {
  const code = codePointOf(character)
  return /[\x21-\x7e]/.test(character) ? `${character}` : code
}

function codeOf(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
