// The limit: node:http and pg with named statements, and nothing else. No validation, no errors.

import { randomUUID } from 'node:crypto'
import http from 'node:http'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
const columns = 'id, title, body, views, live, author_id, created_at, updated_at, version'

/** @param {any} row */
const article = (row) => ({
  id: row.id,
  title: row.title,
  body: row.body,
  views: row.views,
  live: row.live,
  authorId: row.author_id,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  version: row.version,
})

/** @param {string} id */
async function get(id) {
  const { rows } = await pool.query({
    name: 'get',
    text: `select ${columns} from articles where id = $1`,
    values: [id],
  })
  return article(rows[0])
}

/** @param {string | null} cursor */
async function list(cursor) {
  const after = cursor === null ? null : JSON.parse(Buffer.from(cursor, 'base64url').toString())
  const { rows } = await pool.query(
    after
      ? {
          name: 'list-after',
          text: `select ${columns} from articles where (created_at, id) < ($1, $2) order by created_at desc, id desc limit 21`,
          values: after,
        }
      : {
          name: 'list',
          text: `select ${columns} from articles order by created_at desc, id desc limit 21`,
        },
  )
  const page = rows.slice(0, 20)
  const last = page.at(-1)
  const next = rows.length > 20 ? JSON.stringify([last.created_at, last.id]) : null
  return {
    data: page.map(article),
    page: { limit: 20, next: next && Buffer.from(next).toString('base64url') },
  }
}

/** @param {any} input */
async function create(input) {
  const now = new Date()
  const { rows } = await pool.query({
    name: 'create',
    text: `insert into articles (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $7, 1) returning ${columns}`,
    values: [
      randomUUID(),
      input.title,
      input.body,
      input.views ?? 0,
      input.live ?? false,
      input.authorId,
      now,
    ],
  })
  return article(rows[0])
}

/** @param {http.IncomingMessage} request */
async function body(request) {
  let text = ''
  for await (const chunk of request) text += chunk
  return JSON.parse(text)
}

http
  .createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost')
    const id = url.pathname.slice('/v1/articles/'.length)
    const answer =
      request.method === 'POST'
        ? await create(await body(request))
        : id
          ? await get(id)
          : await list(url.searchParams.get('cursor'))
    response.writeHead(request.method === 'POST' ? 201 : 200, {
      'content-type': 'application/json',
    })
    response.end(JSON.stringify(answer))
  })
  .listen(Number(process.env.PORT), '127.0.0.1')
