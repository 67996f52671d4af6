import { graphqlResource } from '../../graphql/resource.ts'
import { topicServiceOn } from './index.ts'
import { topicPolicy } from './topic.policy.ts'
import {
  CreateTopicBody,
  TopicListQuery,
  TopicResponse,
  toTopicResponse,
  UpdateTopicBody,
} from './topic.schemas.ts'

/** Topics by GraphQL: the service, the policy and the schemas are those of REST. */
export const topicGraphql = graphqlResource({
  type: 'Topic',
  one: 'topic',
  many: 'topics',
  human: 'topic',
  humans: 'topics',
  list: 'topics',
  table: 'topics',
  policy: topicPolicy,
  schemas: {
    answer: TopicResponse,
    create: CreateTopicBody,
    update: UpdateTopicBody,
    query: TopicListQuery,
  },
  references: {},
  relations: [],
  serviceOn: topicServiceOn,
  show: toTopicResponse,
  create: (service, request) => service.create(request.body),
  update: (service, id, request, expected) => {
    const changes = request.body
    return service.update(id, changes, expected)
  },
})
