export type ArticleStatusValue = 'draft' | 'published'

export type ArticleKindValue = 'a-b' | 'c'

export interface Article {
  readonly id: string
  readonly title: string
  readonly slug: string | null
  readonly views: number
  readonly size: bigint | null
  readonly price: string
  readonly weight: number | null
  readonly live: boolean
  readonly day: string | null
  readonly publishedAt: Date | null
  readonly status: ArticleStatusValue
  readonly kind: ArticleKindValue | null
  readonly meta: Readonly<Record<string, unknown>>
  readonly tags: readonly string[]
  readonly authorId: string
  readonly editorId: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of an article when it is made; what is left out has a default. */
export interface NewArticle {
  readonly title: string
  readonly slug?: string | null
  readonly views?: number
  readonly size?: bigint | null
  readonly price?: string
  readonly weight?: number | null
  readonly live?: boolean
  readonly day?: string | null
  readonly publishedAt?: Date | null
  readonly status?: ArticleStatusValue
  readonly kind?: ArticleKindValue | null
  readonly meta?: Readonly<Record<string, unknown>>
  readonly tags?: readonly string[]
  readonly authorId: string
  readonly editorId?: string | null
}

/** What may change later; what is left out stays as it is. */
export type ArticleChanges = Partial<NewArticle>

/** The only place where an article begins, and where its defaults are. */
export function createArticle(input: NewArticle, id: string, now: Date): Article {
  return {
    id,
    title: input.title,
    slug: input.slug ?? null,
    views: input.views ?? 0,
    size: input.size ?? null,
    price: input.price ?? '0.00',
    weight: input.weight ?? null,
    live: input.live ?? false,
    day: input.day ?? null,
    publishedAt: input.publishedAt ?? null,
    status: input.status ?? 'draft',
    kind: input.kind ?? null,
    meta: input.meta ?? {},
    tags: input.tags ?? [],
    authorId: input.authorId,
    editorId: input.editorId ?? null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
