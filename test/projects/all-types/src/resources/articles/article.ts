export type ArticleStatusValue =
  | 'draft'
  | 'published'
  | 'a-longer-one'
  | 'another-one'
  | 'yet-another-one'
  | 'the-very-last-one'

export type ArticleKindValue = 'a' | 'b'

export interface Article {
  readonly id: string
  readonly title: string
  readonly body: string | null
  readonly views: number
  readonly size: bigint | null
  readonly big: bigint
  readonly price: string
  readonly rate: string | null
  readonly weight: number
  readonly ratio: number | null
  readonly live: boolean
  readonly ref2: string | null
  readonly day: string
  readonly since: string | null
  readonly publishedAt: Date | null
  readonly meta: Readonly<Record<string, unknown>>
  readonly extra: Readonly<Record<string, unknown>> | null
  readonly status: ArticleStatusValue
  readonly kind: ArticleKindValue | null
  readonly email: string | null
  readonly url: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of an article when it is made; what is left out has a default. */
export interface NewArticle {
  readonly title: string
  readonly body?: string | null
  readonly views?: number
  readonly size?: bigint | null
  readonly big?: bigint
  readonly price?: string
  readonly rate?: string | null
  readonly weight: number
  readonly ratio?: number | null
  readonly live?: boolean
  readonly ref2?: string | null
  readonly day?: string
  readonly since?: string | null
  readonly publishedAt?: Date | null
  readonly meta?: Readonly<Record<string, unknown>>
  readonly extra?: Readonly<Record<string, unknown>> | null
  readonly status?: ArticleStatusValue
  readonly kind?: ArticleKindValue | null
  readonly email?: string | null
  readonly url?: string | null
}

/** What may change later; what is left out stays as it is. */
export type ArticleChanges = Partial<NewArticle>

/** The only place where an article begins, and where its defaults are. */
export function createArticle(input: NewArticle, id: string, now: Date): Article {
  return {
    id,
    title: input.title,
    body: input.body ?? null,
    views: input.views ?? 0,
    size: input.size ?? null,
    big: input.big ?? BigInt('7'),
    price: input.price ?? '9.90',
    rate: input.rate ?? null,
    weight: input.weight,
    ratio: input.ratio === undefined ? 0.5 : input.ratio,
    live: input.live ?? false,
    ref2: input.ref2 ?? null,
    day: input.day ?? now.toISOString().slice(0, 10),
    since: input.since === undefined ? '2026-01-31' : input.since,
    publishedAt: input.publishedAt ?? null,
    meta: input.meta ?? {},
    extra: input.extra ?? null,
    status: input.status ?? 'draft',
    kind: input.kind ?? null,
    email: input.email ?? null,
    url: input.url ?? null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
