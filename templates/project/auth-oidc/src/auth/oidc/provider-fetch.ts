import type { CustomFetch } from 'openid-client'

/** Nothing that a provider says is longer. */
const MAX_BYTES = 262_144

/** A provider that cannot be reached, or fails, or says more than anybody has to say. */
export class ProviderOutage extends Error {
  override readonly name = 'ProviderOutage'
}

/** Asks a provider. What is no answer of it is told apart from an answer that is no good. */
export const fetchFromProvider: CustomFetch = async (address, options) => {
  try {
    const response = await fetch(address, options as RequestInit)
    if (response.status >= 500 || response.status === 429) {
      throw new ProviderOutage(`answered ${response.status}`)
    }
    const { status, headers } = response
    const bytes = await readWithin(response, MAX_BYTES)
    return new Response(bytes.length > 0 ? bytes : null, { status, headers })
  } catch (cause) {
    if (cause instanceof ProviderOutage) throw cause
    throw new ProviderOutage('cannot be reached', { cause })
  }
}

async function readWithin(response: Response, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > maxBytes) throw new ProviderOutage('says more than is taken')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The outage that a failure comes from, if it does: libraries wrap it into errors of their own. */
export function outageIn(error: unknown): ProviderOutage | undefined {
  if (error instanceof ProviderOutage) return error
  return error instanceof Error && error.cause ? outageIn(error.cause) : undefined
}
