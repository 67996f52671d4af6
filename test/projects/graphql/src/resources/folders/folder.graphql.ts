import { graphqlResource } from '../../graphql/resource.ts'
import * as wire from '../../http/wire.ts'
import { folderPolicy } from './folder.policy.ts'
import {
  CreateFolderBody,
  FolderListQuery,
  FolderResponse,
  folderReaders,
  toFolderResponse,
  UpdateFolderBody,
} from './folder.schemas.ts'
import { foldersByParentGraphql } from './folder-by-parent.graphql.ts'
import { folderServiceOn } from './index.ts'

/** Folders by GraphQL: the service, the policy and the schemas are those of REST. */
export const folderGraphql = graphqlResource({
  type: 'Folder',
  one: 'folder',
  many: 'folders',
  human: 'folder',
  humans: 'folders',
  list: 'folders',
  table: 'folders',
  policy: folderPolicy,
  schemas: {
    answer: FolderResponse,
    create: CreateFolderBody,
    update: UpdateFolderBody,
    query: FolderListQuery,
  },
  references: { parent: { id: 'parentId', type: 'Folder' } },
  relations: [foldersByParentGraphql],
  serviceOn: folderServiceOn,
  show: toFolderResponse,
  create: (service, request) => service.create(wire.read(request.body, folderReaders)),
  update: (service, id, request, expected) => {
    const changes = wire.read(request.body, folderReaders)
    return service.update(id, changes, expected)
  },
})
