import { BadRequestError } from '../../shared/errors.ts'

export const MAX_RETURN_TO = 512

/**
 * Where a browser may be sent after a login: a path of our own pages, in plain ASCII, with nothing in
 * it that a browser, a proxy or a router of pages could take for another host. It is refused when it
 * is asked for, so that what is kept is good.
 *
 * @throws BadRequestError
 */
export function checkReturnTo(text: string): string {
  if (isOwnPath(text)) return text
  throw new BadRequestError('invalid_return_to', 'returnTo is a path, such as /orders?page=2.')
}

function isOwnPath(text: string): boolean {
  if (text.length > MAX_RETURN_TO || !/^\/[!-~]*$/.test(text)) return false
  // As often as somebody behind us may decode it, and once more.
  let path = text.split(/[?#]/, 1)[0] ?? ''
  for (let round = 0; round < 4; round += 1) {
    if (!isPlainPath(path)) return false
    const decoded = decode(path)
    if (decoded === undefined) return false
    if (decoded === path) return !/%(?![\da-f]{2})/i.test(text)
    path = decoded
  }
  return false
}

/** `//host` and `/\host` are other hosts to a browser, and `/.//host` becomes one. */
function isPlainPath(path: string): boolean {
  const hasDots = path.split('/').some((segment) => segment === '.' || segment === '..')
  return !hasDots && !path.includes('//') && !/[\\\p{Cc}\p{Zl}\p{Zp}]/u.test(path)
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
