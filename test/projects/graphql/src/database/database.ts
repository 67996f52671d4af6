// What the compiler knows of the database.
import type {
  AuthAccountsTable,
  AuthAttemptsTable,
  AuthMailTokensTable,
  AuthRefreshTokensTable,
  AuthSessionsTable,
} from '../auth/tables.ts'
import type { ArticleTable } from '../resources/articles/article.table.ts'
import type { AuthorTable } from '../resources/authors/author.table.ts'
import type { EmployeeTable } from '../resources/employees/employee.table.ts'
import type { FolderTable } from '../resources/folders/folder.table.ts'
import type { NoteTable } from '../resources/notes/note.table.ts'
import type { TagTable } from '../resources/tags/tag.table.ts'
import type { TopicTable } from '../resources/topics/topic.table.ts'
import type { IdempotencyKeysTable } from './idempotency-keys.ts'

/** The tables. */
export interface Database {
  auth_accounts: AuthAccountsTable
  auth_attempts: AuthAttemptsTable
  auth_mail_tokens: AuthMailTokensTable
  auth_refresh_tokens: AuthRefreshTokensTable
  auth_sessions: AuthSessionsTable
  idempotency_keys: IdempotencyKeysTable
  // One line each, in alphabetical order.
  articles: ArticleTable
  authors: AuthorTable
  employees: EmployeeTable
  folders: FolderTable
  notes: NoteTable
  tags: TagTable
  topics: TopicTable
}
