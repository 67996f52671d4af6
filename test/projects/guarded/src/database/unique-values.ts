/** The fields whose values only one may have, by the names that the migrations gave their indexes. */
export const uniqueValues: Readonly<Record<string, { readonly field: string }>> = {
  // One line each, in alphabetical order.
  notes_pin_id_unique: { field: 'pinId' },
  notes_slug_unique: { field: 'slug' },
}
