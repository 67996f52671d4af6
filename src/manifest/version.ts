const VERSION = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?$/

/** Whether a text is a version as a manifest has it. */
export function isVersion(text: string): boolean {
  return VERSION.test(text)
}

/** `0.2.0-beta.1` and the like, which nobody is offered. */
export function isPrerelease(version: string): boolean {
  return version.includes('-')
}

/** Negative where the first one is older, zero where they are the same, as Semantic Versioning has it. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)]
  for (const [index, number] of a.numbers.entries()) {
    const difference = number - (b.numbers[index] ?? 0)
    if (difference !== 0) return difference
  }
  // A release comes after what led to it.
  if (a.words.length === 0 || b.words.length === 0) return b.words.length - a.words.length
  for (const [index, word] of a.words.entries()) {
    const difference = compareWords(word, b.words[index])
    if (difference !== 0) return difference
  }
  return a.words.length - b.words.length
}

function compareWords(one: string, other: string | undefined): number {
  if (other === undefined) return 1
  const [a, b] = [one, other].map((word) => (/^\d+$/.test(word) ? Number(word) : undefined))
  if (a !== undefined && b !== undefined) return a - b
  if (a !== undefined || b !== undefined) return a === undefined ? 1 : -1
  return one === other ? 0 : one < other ? -1 : 1
}

function partsOf(version: string) {
  const [, major, minor, patch, words] = VERSION.exec(version) ?? []
  if (major === undefined) throw new Error(`${version} is no version`)
  return { numbers: [major, minor, patch].map(Number), words: words?.split('.') ?? [] }
}
