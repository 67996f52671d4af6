import type { ProblemKind } from './error-handler.ts'

/** One thing that is wrong with a request: in its body, or in a parameter of its path, query or header. */
export type RequestFault =
  | { readonly pointer: string; readonly code: string; readonly message: string }
  | { readonly parameter: string; readonly code: string; readonly message: string }

/** A failure that only HTTP knows, such as a method that a path does not have. */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  readonly kind: ProblemKind
  readonly headers: Readonly<Record<string, string>>
  readonly errors: readonly RequestFault[] | undefined
  /** What programs tell it by, where that is more exact than its kind. */
  readonly code: string | undefined

  constructor(
    kind: ProblemKind,
    detail: string,
    options: {
      code?: string
      headers?: Record<string, string>
      errors?: readonly RequestFault[]
    } = {},
  ) {
    super(detail)
    this.kind = kind
    this.code = options.code
    this.headers = options.headers ?? {}
    this.errors = options.errors
  }
}
