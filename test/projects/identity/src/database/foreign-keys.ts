/** What a foreign key means to a caller: the field that holds it, and of what. */
export interface ForeignKey {
  readonly field: string
  readonly of: string
}

/** The foreign keys, by the names that the migrations gave them. */
export const foreignKeys: Readonly<Record<string, ForeignKey>> = {
  // One line each, in alphabetical order.
  badges_employee_id_fkey: { field: 'employeeId', of: 'A badge' },
  employees_manager_id_fkey: { field: 'managerId', of: 'An employee' },
  notes_folder_id_fkey: { field: 'folderId', of: 'A note' },
  sheets_folder_id_fkey: { field: 'folderId', of: 'A sheet' },
  sheets_parent_id_fkey: { field: 'parentId', of: 'A sheet' },
}
