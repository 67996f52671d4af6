/** What a foreign key means to a caller: the field that holds it, and of what. */
export interface ForeignKey {
  readonly field: string
  readonly of: string
}

/** The foreign keys, by the names that the migrations gave them. */
export const foreignKeys: Readonly<Record<string, ForeignKey>> = {
  // One line each, in alphabetical order.
  articles_author_id_fkey: { field: 'authorId', of: 'An article' },
  articles_category_id_fkey: { field: 'categoryId', of: 'An article' },
  articles_editor_id_fkey: { field: 'editorId', of: 'An article' },
  categories_parent_id_fkey: { field: 'parentId', of: 'A category' },
  profiles_successor_id_fkey: { field: 'successorId', of: 'A profile' },
  profiles_user_id_fkey: { field: 'userId', of: 'A profile' },
}
