import type { TestApp } from './app.ts'

/** The application sends its mails by itself, after the answer. */
export async function deliverMails(_app: Pick<TestApp, 'config' | 'db' | 'clock'>): Promise<void> {}
