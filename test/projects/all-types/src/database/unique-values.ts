/** The fields whose values only one may have, by the names that the migrations gave their indexes. */
export const uniqueValues: Readonly<Record<string, { readonly field: string }>> = {
  // One line each, in alphabetical order.
  coupons_at_unique: { field: 'at' },
  coupons_code_unique: { field: 'code' },
  coupons_day_unique: { field: 'day' },
  coupons_email_unique: { field: 'email' },
  coupons_number_unique: { field: 'number' },
  coupons_price_unique: { field: 'price' },
  coupons_rate_unique: { field: 'rate' },
  coupons_ratio_unique: { field: 'ratio' },
  coupons_serial_unique: { field: 'serial' },
  coupons_tag_unique: { field: 'tag' },
  coupons_token_unique: { field: 'token' },
  coupons_url_unique: { field: 'url' },
  invoices_serial_unique: { field: 'serial' },
  products_sku_unique: { field: 'sku' },
}
