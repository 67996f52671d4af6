import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What was removed has been shown as null already.
  await sql`
    update "articles" set "subject_id" = null where "subject_id" in (select "id" from "topics" where "deleted_at" is not null)
  `.execute(db)
  // What was removed goes for good: else it would be there again.
  await sql`
    delete from "topics" where "deleted_at" is not null
  `.execute(db)
  await sql`
    drop trigger "articles_subject_id_living" on "articles"
  `.execute(db)
  await sql`
    drop function "articles_subject_id_living"()
  `.execute(db)
  await sql`
    alter table "topics" drop column "deleted_at"
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table "topics" add column "deleted_at" timestamptz(3)
  `.execute(db)
  // A foreign key takes what is removed for there, since its row is: this answers in its place.
  await sql`
    create function "articles_subject_id_living"() returns trigger language plpgsql as '
      begin
        if exists (select from "topics" where "id" = new."subject_id" and "deleted_at" is not null) then
          raise foreign_key_violation using
            message = ''insert or update refers to what is removed'',
            constraint = ''articles_subject_id_fkey'';
        end if;
        return null;
      end'
  `.execute(db)
  await sql`
    create trigger "articles_subject_id_living" after insert or update of "subject_id" on "articles"
    for each row execute function "articles_subject_id_living"()
  `.execute(db)
}
