import type { OperationGenerator } from '../operation/operation.ts'
import { answerResource } from './ask.ts'
import { type ResourceAnswers, resourceOperation, sliceFolder } from './plan.ts'

/** `plop resource`: a whole slice. */
export const generator: OperationGenerator<ResourceAnswers> = {
  answer: answerResource,
  operation: resourceOperation,
  already: ({ name, plural }) => ({
    message: `The project has ${name} with these fields already`,
    path: sliceFolder(name, plural),
  }),
}
