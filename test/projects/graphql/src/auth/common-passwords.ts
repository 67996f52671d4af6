/** What people choose most, from the lists of what was leaked; read when it is needed first. */
let common: Promise<ReadonlySet<string>> | undefined

async function readCommon(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'])
}

/** Shorter ones are found in any text. */
const MIN_PART = 3

/** Whether a password is one of those that are tried first, or two of them in a row. */
export async function isCommon(password: string): Promise<boolean> {
  common ??= readCommon()
  const known = await common
  const text = password.toLowerCase()
  if (known.has(text)) return true
  for (let at = MIN_PART; at <= text.length - MIN_PART; at += 1) {
    if (known.has(text.slice(0, at)) && known.has(text.slice(at))) return true
  }
  return false
}
