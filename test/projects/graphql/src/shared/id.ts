import { v7 } from 'uuid'

/** Makes the identifier of a new entity. */
export type NewId = () => string

/** UUID version 7 (RFC 9562): grows with time, so that new rows land at the end of the index. */
export const newId: NewId = () => v7()
