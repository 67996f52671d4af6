/** What a foreign key means to a caller: the field that holds it, and of what. */
export interface ForeignKey {
  readonly field: string
  readonly of: string
}

/** The foreign keys, by the names that the migrations gave them. */
export const foreignKeys: Readonly<Record<string, ForeignKey>> = {
  // One line each, in alphabetical order.
  folders_parent_id_fkey: { field: 'parentId', of: 'A folder' },
  notes_country_id_fkey: { field: 'countryId', of: 'A note' },
  notes_folder_id_fkey: { field: 'folderId', of: 'A note' },
  notes_pin_id_fkey: { field: 'pinId', of: 'A note' },
}
