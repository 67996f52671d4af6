export interface SyntaxProblem {
  readonly message: string
  /** 1-based. */
  readonly line: number
}

const CODE = /\.[cm]?[jt]sx?$/

/**
 * A check that says what is wrong with a file of TypeScript or JavaScript, and nothing for other
 * files. The parser is loaded when the first such file comes along.
 */
export function syntaxChecker(): (
  path: string,
  content: string | Uint8Array,
) => Promise<SyntaxProblem | undefined> {
  let parser: Promise<typeof import('oxc-parser')> | undefined
  return async (path, content) => {
    if (typeof content !== 'string' || !CODE.test(path)) return undefined
    parser ??= import('oxc-parser')
    const { parseSync } = await parser
    const text = content.replace(/^\uFEFF/, '')
    // The semantic errors are what a merge can cause and a grammar cannot see: one name twice.
    const error = parseSync(path, text, { showSemanticErrors: true }).errors[0]
    if (!error) return undefined
    const line = text.slice(0, error.labels[0]?.start ?? 0).split('\n').length
    return { message: error.message, line }
  }
}
