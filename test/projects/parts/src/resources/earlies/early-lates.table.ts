/** Which earlies have which lates. */
export interface EarlyItemLatesTable {
  early_id: string
  late_id: string
}
