import { HttpError } from './http-error.ts'

/**
 * Refuses a request that takes nothing we could answer with.
 *
 * @param accept the `Accept` field; without one everything is welcome
 * @throws HttpError 406
 */
export function refuseUnacceptable(accept: string | undefined, mediaType: string): void {
  if (!isAcceptable(accept, mediaType)) {
    throw new HttpError('not-acceptable', `The answer is ${mediaType}, which \`Accept\` rules out.`)
  }
}

/** The range that fits most exactly decides (RFC 9110, 12.5.1); a quality of 0 means "not this". */
function isAcceptable(accept: string | undefined, mediaType: string): boolean {
  if (!accept?.trim()) return true
  const fits = rangesFor(mediaType)
  let best = { rank: -1, quality: 0 }
  for (const [range, quality] of accept.split(',').map(parseRange)) {
    const rank = fits.indexOf(range)
    if (rank > best.rank || (rank === best.rank && quality > best.quality)) best = { rank, quality }
  }
  return best.rank >= 0 && best.quality > 0
}

/** The ranges that a media type lies in, the widest first. */
function rangesFor(mediaType: string): string[] {
  const [type, subtype] = mediaType.split('/')
  const ranges = ['*/*', `${type}/*`, mediaType]
  // Not in the standard, and yet what clients of JSON APIs send.
  return subtype === 'json' ? ranges.toSpliced(2, 0, `${type}/*+json`) : ranges
}

function parseRange(text: string): [range: string, quality: number] {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const quality = parameters.find((it) => it.startsWith('q='))?.slice(2)
  return [
    range,
    quality !== undefined && /^(0(\.\d*)?|1(\.0*)?)$/.test(quality) ? Number(quality) : 1,
  ]
}
