import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installed } from '../measure.js'

/** @typedef {import('./index.js').Kind} Kind */

/** @type {Kind[]} What every peer with REST has. */
export const rest = ['get', 'list', 'create']
/** @type {Kind[]} What every peer with GraphQL has. */
export const graphql = ['graphqlGet', 'graphqlList']

const sources = fileURLToPath(new URL('peers', import.meta.url))

/**
 * Installs and builds what the made API is compared with. Those with REST serve the same three
 * routes, and those with GraphQL the same two questions, on the same tables.
 *
 * @param {string} node the program that compiles
 * @returns {import('./index.js').Server[]}
 */
export function peers(node) {
  const bare = installed('bare', { pg: '8.23.1' })
  cpSync(join(sources, 'bare.js'), join(bare, 'main.mjs'))

  const hono = installed('hono', {
    '@hono/node-server': '2.1.9',
    '@hono/zod-validator': '0.9.1',
    'drizzle-orm': '0.45.4',
    hono: '4.13.19',
    pg: '8.23.1',
    zod: '4.6.7',
  })
  cpSync(join(sources, 'hono.js'), join(hono, 'main.mjs'))

  const nest = installed('nest-typeorm', {
    '@nestjs/common': '12.5.1',
    '@nestjs/core': '12.5.1',
    '@nestjs/platform-express': '12.5.1',
    '@nestjs/platform-fastify': '12.5.0',
    '@nestjs/typeorm': '12.0.2',
    '@types/node': '22.20.5',
    'class-transformer': '0.5.1',
    'class-validator': '0.15.1',
    pg: '8.23.1',
    'reflect-metadata': '0.2.2',
    rxjs: '7.8.2',
    typeorm: '1.1.1',
    typescript: '5.9.3',
  })
  compile(nest, 'nest')

  const mercurius = installed('mercurius', {
    fastify: '5.12.8',
    graphql: '16.11.0',
    mercurius: '16.10.1',
    pg: '8.23.1',
  })
  cpSync(join(sources, 'mercurius.js'), join(mercurius, 'main.mjs'))

  const nestGraphql = installed('nest-graphql', {
    '@apollo/server': '5.5.1',
    '@as-integrations/express5': '1.1.2',
    '@nestjs/apollo': '14.0.3',
    '@nestjs/common': '12.5.1',
    '@nestjs/core': '12.5.1',
    '@nestjs/graphql': '14.0.3',
    '@nestjs/platform-express': '12.5.1',
    '@nestjs/typeorm': '12.0.2',
    '@types/node': '22.20.5',
    dataloader: '2.2.3',
    graphql: '16.11.0',
    pg: '8.23.1',
    'reflect-metadata': '0.2.2',
    rxjs: '7.8.2',
    typeorm: '1.1.1',
    typescript: '5.9.3',
  })
  compile(nestGraphql, 'nest-graphql')

  /**
   * @param {string} folder
   * @param {string} source
   */
  function compile(folder, source) {
    cpSync(join(sources, source), folder, { recursive: true })
    execFileSync(node, ['node_modules/typescript/bin/tsc', '--project', '.'], {
      cwd: folder,
      stdio: 'inherit',
    })
  }

  /**
   * @param {string} name
   * @param {string} folder
   * @param {string} main
   * @param {number} port
   */
  const server = (name, folder, main, port, env = {}) => ({
    name,
    main: join(folder, main),
    cwd: folder,
    port,
    env,
    kinds: rest,
  })
  /** @type {typeof server} */
  const graphqlServer = (...parts) => ({ ...server(...parts), kinds: graphql })
  return [
    server('node:http + pg', bare, 'main.mjs', 3101),
    server('Hono + Drizzle', hono, 'main.mjs', 3102),
    server('NestJS + TypeORM', nest, 'dist/main.mjs', 3103),
    server('NestJS (Fastify)', nest, 'dist/main.mjs', 3104, { ADAPTER: 'fastify' }),
    { ...graphqlServer('mercurius + pg', mercurius, 'main.mjs', 3105), idType: 'UUID' },
    graphqlServer('NestJS code first', nestGraphql, 'dist/main.mjs', 3106),
  ]
}
