/** What the environment says of a third party. */
export interface TargetConfig {
  /** Undefined, in development alone: it is not there, and every call says so. */
  readonly url: string | undefined
  readonly token: string | undefined
  readonly timeoutMs: number
  readonly totalTimeoutMs: number
  readonly retries: number
  readonly concurrency: number
}

/** The names of the variables of one. */
export interface TargetVariables<Variable extends string> {
  readonly url: Variable
  readonly token: Variable
  readonly timeoutMs: Variable
  readonly totalTimeoutMs: Variable
  readonly retries: Variable
  readonly concurrency: Variable
}

export type Environment = 'development' | 'test' | 'production'
type Add<Variable> = (variable: Variable, problem: string, expected: string) => void

/** What no schema of a single variable can say. */
export function checkTarget<Variable extends string>(
  config: TargetConfig,
  variables: TargetVariables<Variable>,
  environment: Environment,
  add: Add<Variable>,
): void {
  const { url, token, timeoutMs, totalTimeoutMs } = config
  const isProduction = environment === 'production'
  const expected = isProduction ? 'an https address' : 'an address of http or https'
  if (url === undefined) {
    if (isProduction) add(variables.url, 'is not set', expected)
  } else if (!isAddress(url, isProduction)) {
    add(variables.url, 'is not an address that can be called', expected)
  }
  // What may not stand in a header would fail with every call.
  if (token !== undefined && !/^[!-~]+$/.test(token)) {
    add(variables.token, 'has an unusable value', 'visible characters without blanks')
  }
  if (timeoutMs > totalTimeoutMs) {
    const most = `at most ${variables.totalTimeoutMs} (${totalTimeoutMs})`
    add(variables.timeoutMs, `is ${timeoutMs}`, most)
  }
}

/** Without https anybody on the way reads the token, and answers in its place. */
function isAddress(text: string, isProduction: boolean): boolean {
  const url = URL.parse(text)
  if (!url || !/^https?:\/\/[^\s?#@]+$/.test(text)) return false
  return url.protocol === 'https:' || !isProduction
}

/** For the log: without the token. */
export function describeTarget({ token, ...rest }: TargetConfig): Record<string, unknown> {
  return { ...rest, token: token === undefined ? 'none' : '[set]' }
}
