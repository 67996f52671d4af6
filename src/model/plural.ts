import pluralize from 'pluralize-esm'

// Where the library spells a plural wrongly, or one that nobody says in a program.
const plurals: Readonly<Record<string, string>> = {
  corpus: 'corpora',
  embargo: 'embargoes',
  focus: 'focuses',
  german: 'germans',
  lens: 'lenses',
  medium: 'media',
  schema: 'schemas',
  talisman: 'talismans',
  veto: 'vetoes',
  virus: 'viruses',
  waltz: 'waltzes',
}

// Where it finds another singular than the one that was meant.
const singulars: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(plurals).map(([one, many]) => [many, one])),
  axes: 'axis',
  bases: 'basis',
  caches: 'cache',
  oases: 'oasis',
  premises: 'premise',
  taxis: 'taxi',
}

/** Words for one and for all, which the library takes for something else. */
const ownPlurals = new Set(
  `data evidence feedback furniture homework luggage media metadata money offspring species weather
  `
    .trim()
    .split(/\s+/),
)

/** The plural of a lower-case word; of a plural, itself. */
export function pluralOf(word: string): string {
  if (ownPlurals.has(word) || Object.hasOwn(singulars, word)) return word
  return Object.hasOwn(plurals, word) ? (plurals[word] as string) : pluralize.plural(word)
}

/** The singular of a plural; of a word for one and for all, and of a singular, itself. */
export function singularOf(word: string): string {
  if (ownPlurals.has(word)) return word
  return Object.hasOwn(singulars, word) ? (singulars[word] as string) : pluralize.singular(word)
}
