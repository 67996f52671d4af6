/** Which notes have which tags. */
export interface NoteTagsTable {
  note_id: string
  tag_id: string
  owner_id: string
}
