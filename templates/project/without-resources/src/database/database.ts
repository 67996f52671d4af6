/** The tables, one line each, in alphabetical order. */
// biome-ignore lint/suspicious/noEmptyInterface: the first resource brings the first table
export interface Database {}
