import { countries } from './countries/index.ts'
import { foldersByParent } from './folders/folder-by-parent.routes.ts'
import { folders } from './folders/index.ts'
import { notes } from './notes/index.ts'
import { notesByCountry } from './notes/note-by-country.routes.ts'
import { notesByFolder } from './notes/note-by-folder.routes.ts'
import { notesByPin } from './notes/note-by-pin.routes.ts'
import { noteFolders, notesByFolders } from './notes/note-folders.routes.ts'
import { notesByTags, noteTags } from './notes/note-tags.routes.ts'
import type { Resource } from './resource.ts'
import { tags } from './tags/index.ts'

/** The resources that are served. */
export const resources: readonly Resource[] = [
  // One line each, in alphabetical order.
  countries,
  folders,
  foldersByParent,
  notes,
  noteFolders,
  notesByCountry,
  notesByFolder,
  notesByFolders,
  notesByPin,
  notesByTags,
  noteTags,
  tags,
]
