// Hono on Node with Drizzle and zod, as their documentation puts them together.

import { randomUUID } from 'node:crypto'
import { serve } from '@hono/node-server'
import { zValidator } from '@hono/zod-validator'
import { and, desc, eq, lt, or } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { boolean, integer, pgTable, text, timestamp, uuid, varchar } from 'drizzle-orm/pg-core'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import pg from 'pg'
import { z } from 'zod'

const articles = pgTable('articles', {
  id: uuid().primaryKey(),
  title: varchar({ length: 200 }).notNull(),
  body: text().notNull(),
  views: integer().notNull(),
  live: boolean().notNull(),
  authorId: uuid('author_id').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull(),
  version: integer().notNull(),
})

const db = drizzle(new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 }))

const newArticle = z.strictObject({
  title: z.string().min(1).max(200),
  body: z.string().max(100_000),
  views: z.int().default(0),
  live: z.boolean().default(false),
  authorId: z.uuid(),
})
const params = z.object({ id: z.uuid() })
const query = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
})

const app = new Hono()

app.get('/v1/articles/:id', zValidator('param', params), async (context) => {
  const { id } = context.req.valid('param')
  const [article] = await db.select().from(articles).where(eq(articles.id, id))
  if (!article) throw new HTTPException(404)
  return context.json(article)
})

app.get('/v1/articles', zValidator('query', query), async (context) => {
  const { limit, cursor } = context.req.valid('query')
  const position = cursor === undefined ? undefined : decode(cursor)
  const rows = await db
    .select()
    .from(articles)
    .where(
      position &&
        or(
          lt(articles.createdAt, position.createdAt),
          and(eq(articles.createdAt, position.createdAt), lt(articles.id, position.id)),
        ),
    )
    .orderBy(desc(articles.createdAt), desc(articles.id))
    .limit(limit + 1)
  const data = rows.slice(0, limit)
  const last = data.at(-1)
  return context.json({
    data,
    page: { limit, next: last && rows.length > limit ? encode(last) : null },
  })
})

app.post('/v1/articles', zValidator('json', newArticle), async (context) => {
  const now = new Date()
  const input = context.req.valid('json')
  const [article] = await db
    .insert(articles)
    .values({ ...input, id: randomUUID(), createdAt: now, updatedAt: now, version: 1 })
    .returning()
  return context.json(article, 201)
})

/** @param {{ createdAt: Date, id: string }} article */
function encode({ createdAt, id }) {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url')
}

/** @param {string} cursor */
function decode(cursor) {
  const [createdAt, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  return { createdAt: new Date(createdAt), id: String(id) }
}

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' })
