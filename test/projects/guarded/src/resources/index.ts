import { countries } from './countries/index.ts'
import { folders } from './folders/index.ts'
import { notes } from './notes/index.ts'
import { noteFolders, notesByFolders } from './notes/note-folders.routes.ts'
import { notesByTags, noteTags } from './notes/note-tags.routes.ts'
import type { Resource } from './resource.ts'
import { tags } from './tags/index.ts'

/** The resources that are served. */
export const resources: readonly Resource[] = [
  // One line each, in alphabetical order.
  countries,
  folders,
  notes,
  noteFolders,
  notesByFolders,
  notesByTags,
  noteTags,
  tags,
]
