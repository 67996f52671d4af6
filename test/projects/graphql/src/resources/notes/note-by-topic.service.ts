import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { TopicRepository } from '../topics/topic.repository.ts'
import type { NoteRepository } from './note.repository.ts'
import type { Note } from './note.ts'

export interface NotesByTopicServiceDependencies {
  readonly notes: Pick<NoteRepository, 'list'>
  readonly topics: Pick<TopicRepository, 'find'>
}

export type NotesByTopicService = ReturnType<typeof createNotesByTopicService>

/**
 * The notes whose topic is one and the same. Where there is none, there is no list
 * either, not even an empty one.
 */
export function createNotesByTopicService(dependencies: NotesByTopicServiceDependencies) {
  const { notes, topics } = dependencies

  return {
    async list(id: string, request: PageRequest): Promise<Page<Note>> {
      if (!(await topics.find(id))) {
        throw new NotFoundError('topic_not_found', `There is no topic ${id}.`)
      }
      const own = { field: 'topicId', operator: 'eq', value: id } as const
      return notes.list({ ...request, where: [...(request.where ?? []), own] })
    },
  }
}
