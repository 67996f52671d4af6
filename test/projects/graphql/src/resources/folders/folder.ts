export interface Folder {
  readonly id: string
  readonly name: string
  readonly parentId: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of a folder when it is made; what is left out has a default. */
export interface NewFolder {
  readonly name: string
  readonly parentId?: string | null
}

/** What may change later; what is left out stays as it is. */
export type FolderChanges = Partial<NewFolder>

/** The only place where a folder begins, and where its defaults are. */
export function createFolder(input: NewFolder, id: string, now: Date): Folder {
  return {
    id,
    name: input.name,
    parentId: input.parentId ?? null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
