/** What a foreign key means to a caller: the field that holds it, and of what. */
export interface ForeignKey {
  readonly field: string
  readonly of: string
}

/** The foreign keys, by the names that the migrations gave them. */
export const foreignKeys: Readonly<Record<string, ForeignKey>> = {
  // One line each, in alphabetical order.
  articles_editor_id_fkey: { field: 'editorId', of: 'An article' },
  articles_subject_id_fkey: { field: 'subjectId', of: 'An article' },
  articles_writer_id_fkey: { field: 'writerId', of: 'An article' },
}
