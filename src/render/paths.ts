/** What `__word__` in a template's path stands for. */
export type PathWords = Readonly<Record<string, string>>

/**
 * Where a template's output goes: `src/resources/__resources__/__resource__.ts.hbs` →
 * `src/resources/articles/article.ts`, `_github/x` → `.github/x`.
 */
export function targetPath(path: string, words: PathWords = {}): string {
  const segments = path.replace(/\.hbs$/, '').split('/')
  const target = segments.map((segment) => spell(segment, words, path)).join('/')
  if (!/^(?!\.{1,2}(?:\/|$))[^/\\]+(?:\/(?!\.{1,2}(?:\/|$))[^/\\]+)*$/.test(target)) {
    throw new Error(`templates: ${path} would be written to ${target}`)
  }
  return target
}

function spell(segment: string, words: PathWords, path: string): string {
  return segment.replace(/^_(?!_)/, '.').replaceAll(/__([A-Za-z]+)__/g, (_, word: string) => {
    const spelled = Object.hasOwn(words, word) ? words[word] : undefined
    if (spelled === undefined) throw new Error(`templates: ${path} has the unknown word ${word}`)
    return spelled
  })
}
