import { isStrict, jsonProblem } from './json.ts'
import { withoutBom } from './lines.ts'

export interface SyntaxProblem {
  readonly message: string
  /** 1-based. */
  readonly line: number
}

const CODE = /\.[cm]?[jt]sx?$/
const JSON_FILE = /\.jsonc?$/

export type SyntaxCheck = (
  path: string,
  content: string | Uint8Array,
  /** The user's version: JSON that every program could read has to stay so. */
  before?: string,
) => Promise<SyntaxProblem | undefined>

/**
 * A check that says what is wrong with a file of TypeScript, JavaScript or JSON, and nothing for
 * other files. The parser of code is loaded when the first such file comes along.
 */
export function syntaxChecker(): SyntaxCheck {
  let parser: Promise<typeof import('oxc-parser')> | undefined
  return async (path, content, before) => {
    if (typeof content !== 'string') return undefined
    if (isJson(path)) return jsonProblem(content, { strict: before ? isStrict(before) : false })
    if (!CODE.test(path)) return undefined
    parser ??= import('oxc-parser')
    const { parseSync } = await parser
    const text = withoutBom(content)
    // The semantic errors are what a merge can cause and a grammar cannot see: one name twice.
    const error = parseSync(path, text, { showSemanticErrors: true }).errors[0]
    if (!error) return undefined
    const line = text.slice(0, error.labels[0]?.start ?? 0).split('\n').length
    return { message: error.message, line }
  }
}

export function isJson(path: string): boolean {
  return JSON_FILE.test(path)
}
