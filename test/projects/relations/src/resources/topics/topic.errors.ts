import { NotFoundError } from '../../shared/errors.ts'

export class TopicNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('topic_not_found', `There is no topic ${id}.`)
  }
}
