// Written with small letters inside, and yet one word.
const mixedCase = /(?:OAuth|GraphQL|GitHub|GitLab|(?<![A-Za-z])(?:iOS|macOS)|IPv(?=[46]))(?![a-z])/g

/**
 * The words of a name in any spelling: `APIKey`, `api-key`, `api_key`, `api key` → api, key;
 * `imageURLs` → image, urls; `OAuth2Client` → oauth2, client; `render3DModel` → render3d, model.
 */
export function splitWords(name: string): string[] {
  return name
    .replaceAll(mixedCase, asOneWord)
    .replaceAll(/[A-Z]{2,}s(?![a-z])/g, asOneWord)
    .replaceAll(/\d[A-Z](?=[A-Z][a-z]|[\s_-]|$)/g, (digit) => digit.toLowerCase())
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
}

function asOneWord(word: string): string {
  return capitalize(word.toLowerCase())
}

export const camelCase = (words: readonly string[]) =>
  words.map((word, index) => (index === 0 ? word : capitalize(word))).join('')
export const pascalCase = (words: readonly string[]) => words.map(capitalize).join('')
export const kebabCase = (words: readonly string[]) => words.join('-')
export const snakeCase = (words: readonly string[]) => words.join('_')

/** What two names have in common when they differ only in case or separators. */
export const nameKey = (words: readonly string[]) => words.join('')

export function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** `a article` is a small thing, but it stands in every generated document. */
export function withArticle(phrase: string): string {
  const vowel = /^(?:[aeio]|u(?!n[ia]|s[aeiu]|r[aeiu]|t[aeio])|hour|heir|honest|honou?r)/
  const consonant = /^(?:eu|one|once|ewe)/
  return vowel.test(phrase) && !consonant.test(phrase) ? `an ${phrase}` : `a ${phrase}`
}
