// Fastify with mercurius and pg, as its documentation puts them together: a loader reads the authors of
// a page at once.

import Fastify from 'fastify'
import mercurius from 'mercurius'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
const columns = `id, title, body, views, live, author_id as "authorId", created_at as "createdAt",
  updated_at as "updatedAt", version`

const schema = `
  scalar UUID
  scalar DateTime
  type Author { id: UUID! name: String! }
  type Article {
    id: UUID! title: String! body: String! views: Int! live: Boolean! authorId: UUID!
    author: Author createdAt: DateTime! updatedAt: DateTime! version: Int!
  }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type ArticleConnection { nodes: [Article!]! pageInfo: PageInfo! }
  type Query {
    article(id: UUID!): Article
    articles(first: Int!, after: String): ArticleConnection
  }
`

const resolvers = {
  Query: {
    /** @param {unknown} _ @param {{ id: string }} args */
    async article(_, { id }) {
      const { rows } = await pool.query(`select ${columns} from articles where id = $1`, [id])
      return rows[0]
    },
    /** @param {unknown} _ @param {{ first: number, after?: string }} args */
    async articles(_, { first, after }) {
      const position = after ? JSON.parse(Buffer.from(after, 'base64url').toString()) : undefined
      const { rows } = await pool.query(
        `select ${columns} from articles ${position ? 'where (created_at, id) < ($2, $3)' : ''}
         order by created_at desc, id desc limit $1`,
        [first + 1, ...(position ?? [])],
      )
      const nodes = rows.slice(0, first)
      const last = nodes.at(-1)
      const cursor = last && JSON.stringify([last.createdAt, last.id])
      const endCursor = cursor ? Buffer.from(cursor).toString('base64url') : null
      return { nodes, pageInfo: { hasNextPage: rows.length > first, endCursor } }
    },
  },
  Article: {
    /** @param {{ createdAt: Date }} article */
    createdAt: ({ createdAt }) => createdAt.toISOString(),
    /** @param {{ updatedAt: Date }} article */
    updatedAt: ({ updatedAt }) => updatedAt.toISOString(),
  },
}

const loaders = {
  Article: {
    /** @param {{ obj: { authorId: string } }[]} queries */
    async author(queries) {
      const ids = queries.map(({ obj }) => obj.authorId)
      const { rows } = await pool.query('select id, name from users where id = any($1)', [ids])
      const byId = new Map(rows.map((row) => [row.id, row]))
      return ids.map((id) => byId.get(id))
    },
  },
}

const app = Fastify()
app.register(mercurius, { schema, resolvers, loaders })
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })
