/** Which notes have which tags. */
export interface NoteTagsTable {
  note_id: string
  folder_id: string
  owner_id: string
}
