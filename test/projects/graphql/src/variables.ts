import { Type } from 'typebox'

// What a variable of the environment may be. The description is what a person is told to write.

export const choice = <const T extends string[]>(...values: T) =>
  Type.Enum<T>(values, { description: `one of ${values.join(', ')}` })

export const integer = (minimum: number, maximum: number) =>
  Type.Integer({ minimum, maximum, description: `a whole number from ${minimum} to ${maximum}` })

export const boolean = () => Type.Boolean({ description: 'true or false' })

export const text = (maxLength = 4_096) =>
  Type.String({ maxLength, description: `at most ${maxLength} characters` })
