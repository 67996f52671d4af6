/** An id that says of which type it is, for `node(id)`; to be taken as it is. */
export function globalIdOf(type: string, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url')
}

/** What such an id says; `undefined` for what is none. */
export function readGlobalId(globalId: string): { type: string; id: string } | undefined {
  const [, type, id] = /^(\w{1,100}):([\da-f-]{36})$/.exec(decoded(globalId)) ?? []
  return type && id ? { type, id } : undefined
}

function decoded(text: string): string {
  return text.length > 300 ? '' : Buffer.from(text, 'base64url').toString()
}
