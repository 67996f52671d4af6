import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installed } from '../measure.js'

const sources = fileURLToPath(new URL('peers', import.meta.url))

/**
 * Installs and builds what the made API is compared with. All of them serve the same three routes
 * on the same table.
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
  cpSync(join(sources, 'nest'), nest, { recursive: true })
  execFileSync(node, ['node_modules/typescript/bin/tsc', '--project', '.'], {
    cwd: nest,
    stdio: 'inherit',
  })

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
  })
  return [
    server('node:http + pg', bare, 'main.mjs', 3101),
    server('Hono + Drizzle', hono, 'main.mjs', 3102),
    server('NestJS + TypeORM', nest, 'dist/main.mjs', 3103),
    server('NestJS (Fastify)', nest, 'dist/main.mjs', 3104, { ADAPTER: 'fastify' }),
  ]
}
