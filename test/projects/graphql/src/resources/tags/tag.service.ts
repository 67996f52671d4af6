import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { TagChangedError, TagNotFoundError } from './tag.errors.ts'
import type { TagRepository } from './tag.repository.ts'
import { createTag, type NewTag, type Tag, type TagChanges } from './tag.ts'

export interface TagServiceDependencies {
  readonly tags: TagRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type TagService = ReturnType<typeof createTagService>

/** The use cases. A rule about tags belongs here, whichever way the request came in. */
export function createTagService({ tags, clock, newId }: TagServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<Tag>> {
      return tags.list(request)
    },

    async get(id: string): Promise<Tag> {
      const tag = await tags.find(id)
      if (!tag) throw new TagNotFoundError(id)
      return tag
    },

    async create(input: NewTag): Promise<Tag> {
      const tag = createTag(input, newId(), clock.now())
      await tags.insert(tag)
      return tag
    },

    async createMany(inputs: readonly NewTag[]): Promise<readonly Tag[]> {
      const now = clock.now()
      const created = inputs.map((input) => createTag(input, newId(), now))
      await tags.insert(...created)
      return created
    },

    async update(id: string, changes: TagChanges, expected?: number): Promise<Tag> {
      const tag = await tags.update(id, changes, clock.now(), expected)
      if (!tag) throw await obstacle(tags, id)
      return tag
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await tags.remove(id, expected)
      if (!removed) throw await obstacle(tags, id)
    },
  }
}

/** Why there was nothing to change: no tag, or not in the version that was expected. */
async function obstacle(tags: TagRepository, id: string): Promise<Error> {
  const tag = await tags.find(id)
  return tag ? new TagChangedError(id) : new TagNotFoundError(id)
}
