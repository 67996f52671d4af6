import { NotFoundError, PreconditionFailedError } from '../../shared/errors.ts'

export class TopicNotFoundError extends NotFoundError {
  constructor(id: string) {
    super('topic_not_found', `There is no topic ${id}.`)
  }
}

/** Someone else was faster: the version that the change was made for is not the one there is. */
export class TopicChangedError extends PreconditionFailedError {
  constructor(id: string) {
    super('topic_changed', `The topic ${id} is in another version: read it again.`)
  }
}
