import { graphqlResource } from '../../graphql/resource.ts'
import { authorPolicy } from './author.policy.ts'
import {
  AuthorListQuery,
  AuthorResponse,
  CreateAuthorBody,
  toAuthorResponse,
  UpdateAuthorBody,
} from './author.schemas.ts'
import { authorServiceOn } from './index.ts'

/** Authors by GraphQL: the service, the policy and the schemas are those of REST. */
export const authorGraphql = graphqlResource({
  type: 'Author',
  one: 'author',
  many: 'authors',
  human: 'author',
  humans: 'authors',
  list: 'authors',
  table: 'authors',
  policy: authorPolicy,
  schemas: {
    answer: AuthorResponse,
    create: CreateAuthorBody,
    update: UpdateAuthorBody,
    query: AuthorListQuery,
  },
  references: {},
  relations: [],
  serviceOn: authorServiceOn,
  show: toAuthorResponse,
  create: (service, request) => service.create(request.body),
  update: (service, id, request, expected) => {
    const changes = request.body
    return service.update(id, changes, expected)
  },
})
