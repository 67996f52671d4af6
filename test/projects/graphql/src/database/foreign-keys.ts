/** What a foreign key means to a caller: the field that holds it, and of what. */
export interface ForeignKey {
  readonly field: string
  readonly of: string
}

/** The foreign keys, by the names that the migrations gave them. */
export const foreignKeys: Readonly<Record<string, ForeignKey>> = {
  // One line each, in alphabetical order.
  articles_author_id_fkey: { field: 'authorId', of: 'An article' },
  articles_editor_id_fkey: { field: 'editorId', of: 'An article' },
  employees_manager_id_fkey: { field: 'managerId', of: 'An employee' },
  folders_parent_id_fkey: { field: 'parentId', of: 'A folder' },
  notes_folder_id_fkey: { field: 'folderId', of: 'A note' },
  notes_topic_id_fkey: { field: 'topicId', of: 'A note' },
}
