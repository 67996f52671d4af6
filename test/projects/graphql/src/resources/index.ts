import { articlesByAuthor } from './articles/article-by-author.routes.ts'
import { articlesByEditor } from './articles/article-by-editor.routes.ts'
import { articleRelated, articlesByRelated } from './articles/article-related.routes.ts'
import { articlesByTopics, articleTopics } from './articles/article-topics.routes.ts'
import { articles } from './articles/index.ts'
import { authors } from './authors/index.ts'
import { employeesByManager } from './employees/employee-by-manager.routes.ts'
import { employees } from './employees/index.ts'
import { foldersByParent } from './folders/folder-by-parent.routes.ts'
import { folders } from './folders/index.ts'
import { notes } from './notes/index.ts'
import { notesByFolder } from './notes/note-by-folder.routes.ts'
import { notesByTopic } from './notes/note-by-topic.routes.ts'
import { noteFolders, notesByFolders } from './notes/note-folders.routes.ts'
import type { Resource } from './resource.ts'
import { tags } from './tags/index.ts'
import { topics } from './topics/index.ts'

/** The resources that are served. */
export const resources: readonly Resource[] = [
  // One line each, in alphabetical order.
  articles,
  articleRelated,
  articlesByAuthor,
  articlesByEditor,
  articlesByRelated,
  articlesByTopics,
  articleTopics,
  authors,
  employees,
  employeesByManager,
  folders,
  foldersByParent,
  notes,
  noteFolders,
  notesByFolder,
  notesByFolders,
  notesByTopic,
  tags,
  topics,
]
