import { UserError } from '../errors.ts'
import { pluralOf, singularOf } from './plural.ts'
import { reservedField, reservedResource } from './reserved.ts'
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

/** Every spelling of a resource's name. `blog post`, typed in any way, is the example. */
export interface ResourceNames {
  /** `blogPost`: a variable. */
  readonly resource: string
  /** `BlogPost`: a type. */
  readonly Resource: string
  /** `blogPosts` */
  readonly resources: string
  /** `BlogPosts` */
  readonly Resources: string
  /** `blog-post`: file names. Also how the name is kept in the manifest. */
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
 * @throws UserError with the reason and a way out
 */
export function resourceNames(typed: string): ResourceNames {
  const one = checkedWords(typed, 'resource')
  const last = one.at(-1) as string
  const many = [...one.slice(0, -1), pluralOf(last)]
  for (const words of [one, many]) {
    const reason = reservedResource(nameKey(words))
    if (reason) {
      throw new UserError(`A resource cannot be named ${quoted(typed)}: ${reason}.`, {
        help: `Say what kind it is, for instance ${quoted(`shop-${kebabCase(one)}`)}.`,
      })
    }
  }
  if (nameKey(many) === nameKey(one)) throw noPlural(typed, one, last)

  const human = one.join(' ')
  const humans = many.join(' ')
  return {
    resource: camelCase(one),
    Resource: pascalCase(one),
    resources: camelCase(many),
    Resources: pascalCase(many),
    file: kebabCase(one),
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

/** The first of `others` that meets `names` in the singular, the plural or across the two. */
export function collidingResource<T extends ResourceNames>(
  names: ResourceNames,
  others: readonly T[],
): T | undefined {
  const keys = new Set(keysOf(names))
  return others.find((other) => keysOf(other).some((key) => keys.has(key)))
}

function keysOf({ file, collection }: ResourceNames): string[] {
  return [file, collection].map((name) => name.replaceAll('-', ''))
}

function checkedWords(typed: string, kind: 'resource' | 'field'): [string, ...string[]] {
  const example = kind === 'resource' ? 'blog-post' : 'publishedAt'
  const refuse = (problem: string, help = `Use letters and digits, for instance ${example}.`) =>
    new UserError(`A ${kind} cannot be named ${quoted(typed)}: ${problem}.`, { help })

  const trimmed = typed.trim()
  if (trimmed === '') throw refuse('the name is empty', `Give it a name, for instance ${example}.`)
  const foreign = trimmed.match(/[^A-Za-z0-9 _-]/u)?.[0]
  if (foreign) throw refuse(`it has the character ${shownCharacter(foreign)}`)
  if (!/^[A-Za-z]/.test(trimmed)) throw refuse('it does not start with a letter')
  const [first, ...rest] = splitWords(trimmed) as [string, ...string[]]
  const length = kebabCase([first, ...rest]).length
  if (length > MAX_NAME) {
    throw refuse(`it has ${length} characters, and ${MAX_NAME} are allowed`, 'Shorten it.')
  }
  return [first, ...rest]
}

function noPlural(typed: string, words: readonly string[], last: string): UserError {
  const singular = singularOf(last)
  const spelled = (word: string) => quoted(kebabCase([...words.slice(0, -1), word]))
  if (singular !== last && singular !== '') {
    return new UserError(`A resource is named in the singular, and ${quoted(typed)} is a plural.`, {
      help: `Name one of them: ${spelled(singular)}. If that is no word, say more: ${spelled(`${last}-item`)}.`,
    })
  }
  return new UserError(
    `A resource cannot be named ${quoted(typed)}: its plural is the same word, and the code needs two names, for one of them and for all.`,
    { help: `Name one of them, for instance ${spelled(`${last}-item`)}.` },
  )
}

// A name may be 10 000 characters of anything; a message must stay one readable line.
function quoted(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}...` : text
  return JSON.stringify(short).replaceAll(/[^\x20-\x7e]/g, codeOf)
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
