// The second process: sends a fixed number of requests over a fixed number of connections and stops.
// It reads what to do from stdin.

import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import * as questions from './questions.js'

/**
 * @typedef {object} Load
 * @property {string} origin
 * @property {import('./index.js').Kind} kind
 * @property {number} requests
 * @property {number} connections
 * @property {string[]} ids of articles
 * @property {(string | null)[]} cursors of the pages of this server
 * @property {string} authorId
 * @property {string} idType what an id is called by this server's GraphQL
 * @property {string[]} tokens of those who ask for the list that needs one
 */

/** @type {Load} */
const load = JSON.parse(readFileSync(0, 'utf8'))
const agent = new Agent({ keepAlive: true, maxSockets: load.connections })
const started = process.hrtime.bigint()
let sent = 0

await Promise.all(Array.from({ length: load.connections }, worker))

const seconds = Number(process.hrtime.bigint() - started) / 1e9
agent.destroy()
process.stdout.write(JSON.stringify({ seconds }))

async function worker() {
  while (sent < load.requests) await send(sent++)
}

/** @param {number} index */
function send(index) {
  const { method, path, body, status, headers } = requestOf(index)
  return new Promise((resolve, reject) => {
    const outgoing = request(load.origin + path, {
      method,
      agent,
      headers:
        body === undefined
          ? headers
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    })
    outgoing.on('error', reject)
    outgoing.on('response', (response) => {
      if (response.statusCode !== status)
        reject(new Error(`${method} ${path} was answered with ${response.statusCode}`))
      response.resume().on('end', resolve).on('error', reject)
    })
    outgoing.end(body)
  })
}

/** @param {number} index */
function requestOf(index) {
  switch (load.kind) {
    case 'get':
      return {
        method: 'GET',
        path: `/v1/articles/${load.ids[index % load.ids.length]}`,
        status: 200,
      }
    case 'list':
      return { method: 'GET', path: page('articles', index), status: 200 }
    case 'include':
      return { method: 'GET', path: `${page('articles', index)}&include=author`, status: 200 }
    case 'graphqlGet':
      return asked(questions.one(load.idType), { id: load.ids[index % load.ids.length] })
    case 'graphqlList':
      return asked(questions.page, {
        first: 20,
        after: load.cursors[index % load.cursors.length],
      })
    case 'verified': {
      const token = load.tokens[index % load.tokens.length]
      const headers = { authorization: `Bearer ${token}` }
      return { method: 'GET', path: page('entries', index), status: 200, headers }
    }
    case 'create': {
      const body = JSON.stringify({
        title: `Load ${index}`,
        body: 'What was said at length. '.repeat(8),
        views: index % 1000,
        live: index % 2 === 0,
        authorId: load.authorId,
      })
      return { method: 'POST', path: '/v1/articles', body, status: 201 }
    }
  }
}

/**
 * @param {string} query
 * @param {object} variables
 */
function asked(query, variables) {
  const body = JSON.stringify({ query, variables })
  return { method: 'POST', path: '/graphql', body, status: 200 }
}

/**
 * @param {string} list
 * @param {number} index
 */
function page(list, index) {
  const cursor = load.cursors[index % load.cursors.length]
  return cursor == null ? `/v1/${list}?limit=20` : `/v1/${list}?limit=20&cursor=${cursor}`
}
