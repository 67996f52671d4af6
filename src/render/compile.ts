import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'
import type { Bundle } from './templates.ts'

// Only the build, the tests and a project that has overrides load this file: the compiler is heavy.

// Only the built-in helpers exist, so that a word is never taken for one.
const options: PrecompileOptions = { strict: true, noEscape: true, knownHelpersOnly: true }

/** Compiles a folder of templates, for use in the same process. */
export function compileFolder(folder: string): Bundle {
  const { texts, bytes, sources } = readFolder(folder)
  const specs = mapValues(sources, (source, path) => evaluate(precompile(path, source)))
  return { texts, bytes, specs }
}

/** Compiles a folder of templates to the source of a module. */
export function bundleSource(folder: string): string {
  const { texts, bytes, sources } = readFolder(folder)
  const specs = Object.entries(sources).map(
    ([path, source]) => `${JSON.stringify(path)}: ${precompile(path, source)},\n`,
  )
  return [
    `export const texts = ${JSON.stringify(texts, null, 1)}\n`,
    `export const bytes = ${JSON.stringify(bytes, null, 1)}\n`,
    `export const specs = {\n${specs.join('')}}\n`,
  ].join('')
}

/**
 * Compiles one template to the source of an object literal.
 *
 * @throws Error of the compiler, for a helper that does not exist
 */
export function precompileProgram(program: hbs.AST.Program): string {
  return String(Handlebars.precompile(withWords(program), options))
}

function precompile(path: string, source: string): string {
  try {
    return precompileProgram(Handlebars.parse(source))
  } catch (error) {
    throw new Error(`templates/${path}: ${(error as Error).message}`, { cause: error })
  }
}

// Strict templates still take a block over a missing word for an empty one. So each block is given
// the word it is about, and the helpers of `runtime.ts` refuse one that is missing.
function withWords(program: hbs.AST.Program): hbs.AST.Program {
  const visitor = new Handlebars.Visitor()
  visitor.BlockStatement = function (block) {
    const [word] = block.params
    if (word?.type === 'PathExpression') {
      block.hash ??= { type: 'Hash', pairs: [], loc: block.loc }
      block.hash.pairs.push({
        type: 'HashPair',
        key: 'word',
        value: wordLiteral(word as hbs.AST.PathExpression),
        loc: block.loc,
      })
    }
    Handlebars.Visitor.prototype.BlockStatement.call(this, block)
  }
  visitor.accept(program)
  return program
}

function wordLiteral({ original, loc }: hbs.AST.PathExpression): hbs.AST.StringLiteral {
  return { type: 'StringLiteral', value: original, original, loc }
}

/** The compiler's own output, as an object. */
export function evaluate(spec: string): unknown {
  return new Function(`return ${spec}`)()
}

interface Sources {
  readonly texts: Record<string, string>
  readonly bytes: Record<string, string>
  readonly sources: Record<string, string>
}

function readFolder(folder: string): Sources {
  const found: Sources = { texts: {}, bytes: {}, sources: {} }
  for (const path of listFiles(folder)) {
    const content = readFileSync(join(folder, path))
    const text = decode(content)
    if (path.endsWith('.hbs')) found.sources[path] = text ?? ''
    else if (text === undefined) found.bytes[path] = content.toString('base64')
    else found.texts[path] = text
  }
  return found
}

function listFiles(folder: string, below = ''): string[] {
  return entriesOf(join(folder, below))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.isDirectory()) return listFiles(folder, path)
      return entry.name === '.DS_Store' ? [] : [path]
    })
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function decode(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch {
    return undefined
  }
}

function mapValues<T, R>(object: Record<string, T>, map: (value: T, key: string) => R) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]))
}
