import { pluralize, singularize } from 'inflection'

// Words that the library takes for their own plural, or whose plural it spells wrongly.
const plurals: Readonly<Record<string, string>> = {
  atlas: 'atlases',
  cactus: 'cacti',
  echo: 'echoes',
  gas: 'gases',
  hero: 'heroes',
  leaf: 'leaves',
  lens: 'lenses',
  loaf: 'loaves',
  potato: 'potatoes',
  shelf: 'shelves',
  tomato: 'tomatoes',
  veto: 'vetoes',
}

const singulars: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(plurals).map(([one, many]) => [many, one])),
  caches: 'cache',
  shoes: 'shoe',
}

/** The plural of a lower-case word; of a plural, itself. */
export function pluralOf(word: string): string {
  if (Object.hasOwn(singulars, word)) return word
  return Object.hasOwn(plurals, word) ? (plurals[word] as string) : pluralize(word)
}

/** A guess at the singular of a plural: good enough for advice, not for a decision. */
export function singularOf(word: string): string {
  return Object.hasOwn(singulars, word) ? (singulars[word] as string) : singularize(word)
}
