import { articleGraphql } from '../resources/articles/article.graphql.ts'
import { authorGraphql } from '../resources/authors/author.graphql.ts'
import { employeeGraphql } from '../resources/employees/employee.graphql.ts'
import { folderGraphql } from '../resources/folders/folder.graphql.ts'
import { noteGraphql } from '../resources/notes/note.graphql.ts'
import { tagGraphql } from '../resources/tags/tag.graphql.ts'
import { topicGraphql } from '../resources/topics/topic.graphql.ts'
import type { GraphqlResource } from './resource.ts'

/** The resources that are served by GraphQL, too. */
export const graphqlResources: readonly GraphqlResource[] = [
  // One line each, in alphabetical order.
  articleGraphql,
  authorGraphql,
  employeeGraphql,
  folderGraphql,
  noteGraphql,
  tagGraphql,
  topicGraphql,
]
