import { badgesByEmployee } from './badges/badge-by-employee.routes.ts'
import { badgeSeenBy, badgesBySeenBy } from './badges/badge-seen-by.routes.ts'
import { badges } from './badges/index.ts'
import { employeesByManager } from './employees/employee-by-manager.routes.ts'
import { employees } from './employees/index.ts'
import { folders } from './folders/index.ts'
import { notes } from './notes/index.ts'
import { notesByFolder } from './notes/note-by-folder.routes.ts'
import { notesByTags, noteTags } from './notes/note-tags.routes.ts'
import type { Resource } from './resource.ts'
import { sheets } from './sheets/index.ts'
import { sheetsByFolder } from './sheets/sheet-by-folder.routes.ts'
import { sheetsByParent } from './sheets/sheet-by-parent.routes.ts'
import { tags } from './tags/index.ts'

/** The resources that are served. */
export const resources: readonly Resource[] = [
  // One line each, in alphabetical order.
  badges,
  badgeSeenBy,
  badgesByEmployee,
  badgesBySeenBy,
  employees,
  employeesByManager,
  folders,
  notes,
  notesByFolder,
  notesByTags,
  noteTags,
  sheets,
  sheetsByFolder,
  sheetsByParent,
  tags,
]
