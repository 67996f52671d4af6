/** Which notes have which folders. */
export interface NoteFoldersTable {
  note_id: string
  folder_id: string
  owner_id: string
}
