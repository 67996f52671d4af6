import { type Static, Type } from 'typebox'
import * as filter from '../../http/filters.ts'
import { createListQuery, listOf } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import type { Topic } from './topic.ts'

/** What a client may write. */
const fields = {
  label: wire.text(80),
}

const example = {
  label: 'First label',
}

/** Anything that is not listed is refused, so that nobody writes what only the program may. */
export const CreateTopicBody = Type.Object(
  {
    label: fields.label,
  },
  { additionalProperties: false, examples: [example] },
)

/** A merge patch (RFC 7396): what is absent stays, and `null` empties what may be empty. */
export const UpdateTopicBody = Type.Partial(Type.Object(fields), {
  additionalProperties: false,
  minProperties: 1,
  examples: [example],
})

/** Only what is listed leaves the program: a new column is not public until it is written here. */
export const TopicResponse = Type.Object(
  {
    id: wire.Id,
    ...fields,
    createdAt: wire.Timestamp,
    updatedAt: wire.Timestamp,
    version: wire.Version,
  },
  { additionalProperties: false },
)

export const TopicList = listOf(TopicResponse)

/** What a list can be narrowed and ordered by. Add a field only with an index in a migration. */
export const TopicListQuery = createListQuery({
  createdAt: filter.ordered(wire.Timestamp, filter.toDate),
})

export function toTopicResponse(topic: Topic): Static<typeof TopicResponse> {
  return {
    id: topic.id,
    label: topic.label,
    createdAt: topic.createdAt.toISOString(),
    updatedAt: topic.updatedAt.toISOString(),
    version: topic.version,
  }
}
