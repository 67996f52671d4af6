import { onTestFinished } from 'vitest'

/** What a subscription sends, read one by one. */
export interface Events {
  readonly status: number
  /** The next result; undefined at the end. */
  next(): Promise<Event | undefined>
  /** Hangs up. */
  close(): Promise<void>
}

interface Event {
  // biome-ignore lint/suspicious/noExplicitAny: an answer has any shape.
  readonly data?: any
  // biome-ignore lint/suspicious/noExplicitAny: and so has an error.
  readonly errors?: readonly any[]
}

/** Subscribes over HTTP, as a client does; hangs up when the test is over. */
export async function subscribe(
  url: string,
  query: string,
  {
    variables = {},
    headers = {},
  }: {
    readonly variables?: object
    readonly headers?: Readonly<Record<string, string>>
  } = {},
): Promise<Events> {
  const hangUp = new AbortController()
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query, variables }),
    signal: hangUp.signal,
  })
  const events = readEvents(answer)
  const close = async () => hangUp.abort()
  onTestFinished(close)
  return {
    status: answer.status,
    async next() {
      const { value } = await events.next()
      return value
    },
    close,
  }
}

async function* readEvents(answer: Response): AsyncGenerator<Event, undefined> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const bytes of answer.body ?? []) {
    text += decoder.decode(bytes, { stream: true })
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) {
      if (part.startsWith('event: complete')) return undefined
      const [, data] = /^event: next\ndata: (.*)$/.exec(part) ?? []
      if (data !== undefined) yield JSON.parse(data)
    }
  }
  return undefined
}
