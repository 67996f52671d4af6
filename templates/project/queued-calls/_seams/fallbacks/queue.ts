  /** Word that it is done later: `callOrQueue`. */
  | { readonly kind: 'queue' }
