import { type Static, Type } from 'typebox'

/** The media type of every error (RFC 9457). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json'

/** How many faults an answer lists; who sends more will send again. */
export const MAX_FAULTS = 50

const text = (maxLength: number, description: string) => Type.String({ maxLength, description })
const reference = (maxLength: number, description: string) =>
  Type.String({ format: 'uri-reference', maxLength, description })

const Fault = Type.Object({
  pointer: Type.Optional(text(1_024, 'Where in the body, as a JSON Pointer (RFC 6901).')),
  parameter: Type.Optional(text(1_024, 'Which parameter of the path, query or header.')),
  code: text(64, 'Stable, for programs.'),
  message: text(1_024, 'For people.'),
})

/** What every error looks like. Open, since a problem may say more than all of them do. */
export const Problem = Type.Object({
  type: reference(128, 'The kind of problem; following it tells more.'),
  title: text(128, 'The kind of problem, for people.'),
  status: Type.Integer({ format: 'int32', minimum: 400, maximum: 599 }),
  detail: text(1_024, 'What went wrong this time, for people.'),
  instance: reference(16_384, 'The path that was asked for.'),
  code: text(64, 'Stable, for programs.'),
  requestId: text(128, 'Finds this request in the log of the server.'),
  errors: Type.Optional(Type.Array(Fault, { maxItems: MAX_FAULTS })),
})

export type Problem = Static<typeof Problem>
