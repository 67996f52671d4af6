/** The fields whose values only one may have, by the names that the migrations gave their indexes. */
export const uniqueValues: Readonly<Record<string, { readonly field: string }>> = {
  // One line each, in alphabetical order.
  articles_slug_unique: { field: 'slug' },
}
