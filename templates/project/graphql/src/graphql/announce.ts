import { type Kysely, sql } from 'kysely'

/** The channel on which changes are told. */
export const CHANNEL = 'changes'

/**
 * Has every table of a resource tell of its changes, in the transaction of the change: what is rolled
 * back is never told, and nothing that changes a row can forget it. A trigger that is there stays as it
 * is. Done whenever migrations are applied, so that a table is told of from its first row on, and one
 * that was there before GraphQL as well.
 */
// biome-ignore lint/suspicious/noExplicitAny: whatever its tables are
export async function announceChanges(db: Kysely<any>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // Two processes at once would replace the same function.
    await sql`select pg_advisory_xact_lock(hashtext('announce_change'))`.execute(trx)
    await sql.raw(announceChange).execute(trx)
    const { rows } = await silentTables.execute(trx)
    for (const { name, columns } of rows) {
      await sql`
        create or replace trigger announce_change
        after insert or update or delete on ${sql.table(name)}
        for each row execute function announce_change(${sql.join(columns.map((it) => sql.lit(it)))})
      `.execute(trx)
    }
  })
}

/** What has the columns of a resource, and no trigger, or one that knows less of its columns. */
const silentTables = sql<{ readonly name: string; readonly columns: readonly string[] }>`
  select relname as name, columns
  from pg_class
  join lateral (
    select array_agg(attname::text) filter (where attname in ('owner_id', 'deleted_at')) as told,
      count(*) filter (where attname in ('id', 'version', 'created_at', 'updated_at')) as known
    from pg_attribute
    where attrelid = pg_class.oid and attnum > 0 and not attisdropped
  ) attributes on known = 4
  cross join lateral (select coalesce(told, '{}') as columns) told
  left join pg_trigger on tgrelid = pg_class.oid and tgname = 'announce_change'
  where relkind = 'r' and relnamespace = current_schema()::regnamespace
    and tgnargs is distinct from cardinality(columns)
  order by relname
`

/**
 * Tells which row has changed, and nothing of what is in it but whose it is: whoever hears it asks for
 * the row, and sees what they may. What is put aside is gone for those who hear of it.
 */
const announceChange = `
  create or replace function announce_change() returns trigger language plpgsql as $$
  declare
    changed record;
    does text := lower(tg_op);
    owner text;
  begin
    if tg_op = 'DELETE' then changed := old; else changed := new; end if;
    if 'owner_id' = any (tg_argv) then owner := changed.owner_id; end if;
    if 'deleted_at' = any (tg_argv) then
      if changed.deleted_at is not null then
        if tg_op <> 'UPDATE' then return null; end if;
        if old.deleted_at is not null then return null; end if;
        does := 'delete';
      end if;
    end if;
    perform pg_notify('${CHANNEL}', json_build_object(
      'table', tg_table_name, 'does', does, 'id', changed.id, 'version', changed.version, 'owner', owner
    )::text);
    return null;
  end $$
`
