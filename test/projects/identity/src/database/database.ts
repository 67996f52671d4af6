// What the compiler knows of the database.
import type {
  AuthClientsTable,
  AuthIdentitiesTable,
  AuthOidcLoginsTable,
} from '../auth/oauth-tables.ts'
import type {
  AuthAccountsTable,
  AuthAttemptsTable,
  AuthMailTokensTable,
  AuthRefreshTokensTable,
  AuthSessionsTable,
} from '../auth/tables.ts'
import type { BadgeTable } from '../resources/badges/badge.table.ts'
import type { EmployeeTable } from '../resources/employees/employee.table.ts'
import type { FolderTable } from '../resources/folders/folder.table.ts'
import type { NoteTable } from '../resources/notes/note.table.ts'
import type { SheetTable } from '../resources/sheets/sheet.table.ts'
import type { TagTable } from '../resources/tags/tag.table.ts'
import type { IdempotencyKeysTable } from './idempotency-keys.ts'
import type { WebhookDeliveriesTable } from './webhook-deliveries.ts'

/** The tables. */
export interface Database {
  auth_accounts: AuthAccountsTable
  auth_attempts: AuthAttemptsTable
  auth_mail_tokens: AuthMailTokensTable
  auth_refresh_tokens: AuthRefreshTokensTable
  auth_sessions: AuthSessionsTable
  auth_clients: AuthClientsTable
  auth_identities: AuthIdentitiesTable
  auth_oidc_logins: AuthOidcLoginsTable
  code_hosting_webhook_deliveries: WebhookDeliveriesTable
  newsletter_webhook_deliveries: WebhookDeliveriesTable
  payments_webhook_deliveries: WebhookDeliveriesTable
  idempotency_keys: IdempotencyKeysTable
  // One line each, in alphabetical order.
  badges: BadgeTable
  employees: EmployeeTable
  folders: FolderTable
  notes: NoteTable
  sheets: SheetTable
  tags: TagTable
}
