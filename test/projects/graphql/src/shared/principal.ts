/** Who makes a request, as far as the rules need to know. */
export interface Principal {
  /** A UUID, the same each time: what somebody owns is found by it. */
  readonly id: string
  readonly roles: readonly string[]
  /** What whoever calls was allowed to do in somebody's name (RFC 6749, 3.3). */
  readonly scopes?: readonly string[]
  /** The program that calls. */
  readonly clientId?: string
  /** What ends when somebody logs out. */
  readonly sessionId?: string
  /** When somebody last proved who it is, by a password for instance. */
  readonly authenticatedAt?: Date
}
