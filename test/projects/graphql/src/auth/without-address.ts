/** The error of a server that could not take a mail, without the address: servers quote what they refuse. */
export function withoutAddress(error: unknown, address: string): Error {
  const { message, code } = error as NodeJS.ErrnoException
  const safe = new Error(String(message).replaceAll(address, '[address]'))
  return Object.assign(safe, code !== undefined && { code })
}
