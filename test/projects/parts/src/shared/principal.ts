/** Who makes a request, as far as the rules need to know. */
export interface Principal {
  /** A UUID, the same each time: what somebody owns is found by it. */
  readonly id: string
  readonly roles: readonly string[]
}
