import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import pg from 'pg'
import pino from 'pino'
import { inject } from 'vitest'
import { createHandle, type DatabaseHandle, poolOptions } from '../../src/database/connection.ts'
import { migrateUp } from '../../src/database/migrate.ts'
import { embeddedPoolOptions } from '../../src/database/pglite.ts'
import { testConfig } from './config.ts'
import { createScratchDatabase, type TestServer } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Null when the tests run on the embedded database. */
    testServer: TestServer | null
  }
}

export interface TestDatabaseOptions {
  /** False for a database without any table. */
  readonly migrated?: boolean
  /** For tests about the pool itself. */
  readonly max?: number
  readonly connectionTimeoutMs?: number
}

/**
 * A database of its own for a test file, with every migration applied; close it in `afterAll`. It is
 * embedded unless TEST_DATABASE_URL names a PostgreSQL server.
 */
export async function createTestDatabase(
  options: TestDatabaseOptions = {},
): Promise<DatabaseHandle> {
  const server = inject('testServer')
  return server ? createOnServer(server, options) : createEmbedded(options)
}

async function createOnServer(
  server: TestServer,
  { migrated = true, ...limits }: TestDatabaseOptions,
): Promise<DatabaseHandle> {
  const scratch = await createScratchDatabase(server, migrated)
  const pool = new pg.Pool({
    ...poolOptions({ ...testConfig().databasePool, max: 4, ...limits }),
    connectionString: scratch.url,
  })
  return createHandle(pool, silent, {
    isEmbedded: false,
    preparedStatements: true,
    onClose: scratch.drop,
  })
}

async function createEmbedded({
  migrated = true,
  ...limits
}: TestDatabaseOptions): Promise<DatabaseHandle> {
  const pglite = idle.pop() ?? (await PGlite.create())
  await pglite.exec(emptying)
  const pool = new pg.Pool({
    ...poolOptions({ ...testConfig().databasePool, ...limits }),
    ...embeddedPoolOptions(createPgConfig(pglite)),
  })
  const handle = createHandle(pool, silent, {
    isEmbedded: true,
    onClose: async () => {
      await pglite.exec('discard all')
      idle.push(pglite)
    },
  })
  if (migrated) await migrateUp(handle.db)
  return handle
}

/** Drops what is not of the database itself: the tables, and the schemas that libraries have made. */
const emptying = `
  do $$ declare name text; begin
    for name in select nspname from pg_namespace
      where nspname !~ '^pg_' and nspname <> 'information_schema'
    loop execute format('drop schema %I cascade', name); end loop;
  end $$;
  create schema public
`

const silent = pino({ level: 'silent' })

// To start the embedded database takes seconds, so a worker keeps it for the next file. On
// `globalThis`, because vitest evaluates this module anew for every file.
const shared = globalThis as typeof globalThis & { idlePglites?: PGlite[] }
shared.idlePglites ??= []
const idle = shared.idlePglites
