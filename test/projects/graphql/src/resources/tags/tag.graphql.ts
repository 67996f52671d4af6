import { graphqlResource } from '../../graphql/resource.ts'
import { tagServiceOn } from './index.ts'
import { tagPolicy } from './tag.policy.ts'
import {
  CreateTagBody,
  TagListQuery,
  TagResponse,
  toTagResponse,
  UpdateTagBody,
} from './tag.schemas.ts'

/** Tags by GraphQL: the service, the policy and the schemas are those of REST. */
export const tagGraphql = graphqlResource({
  type: 'Tag',
  one: 'tag',
  many: 'tags',
  human: 'tag',
  humans: 'tags',
  list: 'tags',
  table: 'tags',
  policy: tagPolicy,
  schemas: {
    answer: TagResponse,
    create: CreateTagBody,
    update: UpdateTagBody,
    query: TagListQuery,
  },
  references: {},
  relations: [],
  serviceOn: tagServiceOn,
  show: toTagResponse,
  create: (service, request) => service.create(request.body),
  update: (service, id, request, expected) => {
    const changes = request.body
    return service.update(id, changes, expected)
  },
})
