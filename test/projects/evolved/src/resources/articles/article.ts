export type ArticleKindValue = 'a' | 'b' | 'c'

export interface Article {
  readonly id: string
  readonly title: string
  readonly content: string | null
  readonly serial: string
  readonly kind: ArticleKindValue
  readonly rating: bigint
  readonly writerId: string
  readonly subjectId: string | null
  readonly live: boolean
  readonly slug: string | null
  readonly since: Date
  readonly tags: readonly string[]
  readonly editorId: string | null
  readonly code: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of an article when it is made; what is left out has a default. */
export interface NewArticle {
  readonly title: string
  readonly content?: string | null
  readonly serial: string
  readonly kind?: ArticleKindValue
  readonly rating?: bigint
  readonly writerId: string
  readonly subjectId?: string | null
  readonly live?: boolean
  readonly slug?: string | null
  readonly since?: Date
  readonly tags: readonly string[]
  readonly editorId?: string | null
  readonly code?: string | null
}

/** What may change later; what is left out stays as it is. */
export type ArticleChanges = Partial<NewArticle>

/** The only place where an article begins, and where its defaults are. */
export function createArticle(input: NewArticle, id: string, now: Date): Article {
  return {
    id,
    title: input.title,
    content: input.content ?? null,
    serial: input.serial,
    kind: input.kind ?? 'b',
    rating: input.rating ?? BigInt('1'),
    writerId: input.writerId,
    subjectId: input.subjectId ?? null,
    live: input.live ?? false,
    slug: input.slug ?? null,
    since: input.since ?? now,
    tags: input.tags,
    editorId: input.editorId ?? null,
    code: input.code ?? null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
