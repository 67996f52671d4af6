/** What a foreign key means to a caller: the field that holds it, and of what. */
export interface ForeignKey {
  readonly field: string
  readonly of: string
}

/** The foreign keys, by the names that the migrations gave them. */
export const foreignKeys: Readonly<Record<string, ForeignKey>> = {
  // One line each, in alphabetical order.
  articles_author_id_fkey: { field: 'authorId', of: 'An article' },
  articles_badge_id_fkey: { field: 'badgeId', of: 'An article' },
  articles_checker_id_fkey: { field: 'checkerId', of: 'An article' },
  articles_editor_id_fkey: { field: 'editorId', of: 'An article' },
  earlies_late_id_fkey: { field: 'lateId', of: 'An early' },
  entries_article_id_fkey: { field: 'articleId', of: 'An entry' },
  entries_before_id_fkey: { field: 'beforeId', of: 'An entry' },
  notes_secret_id_fkey: { field: 'secretId', of: 'A note' },
  secrets_holder_id_fkey: { field: 'holderId', of: 'A secret' },
}
