import { closest } from 'fastest-levenshtein'
import Handlebars from 'handlebars'
import { nearest } from '../../model/nearest.ts'
import { evaluate, precompileProgram } from '../compile.ts'
import type { Template } from '../templates.ts'
import type { OverrideFile } from './files.ts'
import type { OverrideProblem } from './problem.ts'

/** The blocks there are; each refuses a word that is not there. */
const BLOCKS = ['each', 'if', 'unless', 'with']

type Report = (problem: Omit<OverrideProblem, 'file'>) => void

/**
 * An override as a template. Unlike a template of ours, it does not stop at the first word that is
 * missing: it reports each of them, and goes on with nothing in its place, so that a person is told
 * all that is wrong at once. What was rendered is of no use once a problem is reported.
 */
export function compileOverride(
  { path, file, content }: OverrideFile,
  add: (problem: OverrideProblem) => void,
): Template {
  const report: Report = (problem) => add({ file, ...problem })
  if (!path.endsWith('.hbs')) return { path, render: () => content, dynamic: false }
  if (typeof content !== 'string') {
    report({ message: 'is no text in UTF-8.' })
    return blank(path)
  }
  const program = parse(content, report)
  if (!program || !checkBlocks(program, report)) return blank(path)
  let spec: unknown
  try {
    spec = evaluate(precompileProgram(program))
  } catch (error) {
    report(compilerProblem(error as Error))
    return blank(path)
  }
  const render = recordingTemplate(spec as TemplateSpecification, content, report)
  return { path, render, dynamic: true }
}

function blank(path: string): Template {
  return { path, render: () => '', dynamic: true }
}

function parse(source: string, report: Report): hbs.AST.Program | undefined {
  try {
    return Handlebars.parse(source)
  } catch (error) {
    report(compilerProblem(error as Error))
    return undefined
  }
}

/** What the parser draws over several lines, on one. */
function compilerProblem(error: Error): Omit<OverrideProblem, 'file'> {
  const { lineNumber, column } = error as { lineNumber?: number; column?: number }
  const [first = '', ...rest] = error.message.split('\n')
  const [, line = lineNumber] = /error on line (\d+)/.exec(first) ?? []
  const [, helper] = /unknown helper (\S+)/.exec(first) ?? []
  const place = {
    ...(line !== undefined && { line: Number(line) }),
    ...(column !== undefined && { column: column + 1 }),
  }
  if (helper !== undefined) return { ...place, ...unknownHelper(helper) }
  const drawing = rest.findIndex((text) => /^-*\^/.test(text))
  const near = drawing > 0 ? ` at ${(rest[drawing - 1] ?? '').trim()}` : ''
  const got = / got '(\w+)'/.exec(error.message)?.[1]
  if (got === 'EOF' && error.message.includes("'CLOSE'")) {
    return { ...place, message: 'Brackets are opened and never closed.' }
  }
  if (got === 'EOF') return { ...place, message: 'A block is opened and never closed.' }
  if (drawing >= 0) return { ...place, message: `This is not Handlebars${near}.` }
  return { ...place, message: `${first.replace(/ - \d+:\d+$/, '').replace(/\.?$/, '.')}` }
}

function unknownHelper(name: string): Omit<OverrideProblem, 'file'> {
  const meant = nearest(name, BLOCKS)
  return {
    message: `There is no helper ${name}: words arrive as they are spelled, and nothing computes.`,
    help: meant ? `Did you mean {{#${meant} …}}?` : `The blocks are ${BLOCKS.join(', ')}.`,
  }
}

/** @returns whether it has nothing but words and blocks that refuse one that is missing */
function checkBlocks(program: hbs.AST.Program, report: Report): boolean {
  let isFine = true
  const refuse = ({ loc }: hbs.AST.Node, problem: Omit<OverrideProblem, 'file'>) => {
    isFine = false
    report({ line: loc.start.line, column: loc.start.column + 1, ...problem })
  }
  const visitor = new Handlebars.Visitor()
  const visitPath = (node: hbs.AST.BlockStatement | hbs.AST.MustacheStatement) =>
    String((node.path as hbs.AST.PathExpression).original)
  visitor.BlockStatement = (block) => {
    const name = visitPath(block)
    const isLoop = block.params.length === 0 && !BLOCKS.includes(name)
    if (isLoop) {
      const message = `A block over a word does not say whether it is a list.`
      refuse(block, { message, help: `Say {{#each ${name}}} or {{#if ${name}}}.` })
    } else if (!BLOCKS.includes(name)) refuse(block, unknownHelper(name))
    else if (block.params.length !== 1 || block.params[0]?.type !== 'PathExpression') {
      refuse(block, { message: `{{#${name}}} takes one word.` })
    } else if ([block.program, block.inverse].some((part) => part?.blockParams?.length)) {
      const message =
        'Names between | are not known here: a word that is missing would not be told.'
      refuse(block, { message, help: 'Leave them out, and write ../ for what is outside.' })
    }
    // Its own words are seen to by itself; what is between is seen to here.
    for (const part of [block.program, block.inverse]) if (part) visitor.accept(part)
  }
  visitor.MustacheStatement = (node) => {
    const name = visitPath(node)
    if (node.params.length > 0 || (node.hash?.pairs.length ?? 0) > 0) {
      refuse(node, unknownHelper(name))
    } else if (['lookup', 'log', 'helperMissing', 'blockHelperMissing', ...BLOCKS].includes(name)) {
      refuse(node, { message: `${name} is no word.` })
    }
  }
  const noPartials = (node: hbs.AST.Node) =>
    refuse(node, {
      message: 'A template stands by itself: it can neither include another nor decorate it.',
    })
  visitor.PartialStatement = noPartials
  visitor.PartialBlockStatement = noPartials
  visitor.DecoratorBlock = noPartials
  visitor.Decorator = noPartials
  visitor.accept(program)
  return isFine
}

interface Place {
  readonly start: { readonly line: number; readonly column: number }
  readonly end: { readonly line: number; readonly column: number }
}

/** The container that the compiler's output is called with, as far as it is used here. */
interface Container {
  strict: (object: unknown, name: string, place: Place) => unknown
  lambda: (value: unknown, context: unknown) => unknown
}

type Compiled = (container: Container, ...rest: unknown[]) => unknown

function recordingTemplate(
  spec: TemplateSpecification,
  source: string,
  report: Report,
): Template['render'] {
  const lines = source.split('\n')
  const textAt = ({ start, end }: Place) =>
    lines[start.line - 1]?.slice(start.column, end.column) ?? ''
  let root: object = {}
  let last: Place | undefined
  const missing = (word: string, { start }: Place, within: unknown) => {
    const keys = [...keysOf(within), ...keysOf(root)]
    const own = word.replace(/^(\.\.\/)+/, '')
    const end = own.slice(own.lastIndexOf('.') + 1)
    const meant = nearestWord(end, keys)
    report({
      line: start.line,
      column: start.column + 1,
      message: `The word ${word} is not there.`,
      ...(meant !== undefined && {
        help: `Did you mean ${word.slice(0, word.length - end.length)}${meant}?`,
      }),
    })
  }
  const strict: Container['strict'] = (object, name, place) => {
    last = place
    if (isThere(object, name)) return (object as Record<string, unknown>)[name]
    missing(textAt(place), place, object)
    return ''
  }
  const lambda: Container['lambda'] = (value) => {
    if (typeof value !== 'object' || value === null) return value
    const message = `${last ? textAt(last) : 'this'} is ${Array.isArray(value) ? 'a list' : 'no text'}.`
    const place = last && { line: last.start.line, column: last.start.column + 1 }
    report({ ...place, message, help: 'Loop over it, or name a word in it.' })
    return ''
  }
  const recording = Object.fromEntries(
    Object.entries(spec).map(([key, part]) => [
      key,
      typeof part === 'function'
        ? (container: Container, ...rest: unknown[]) =>
            (part as Compiled)(Object.assign(Object.create(container), { strict, lambda }), ...rest)
        : part,
    ]),
  )
  const instance = Handlebars.create()
  for (const name of BLOCKS) {
    const helper = instance.helpers[name]
    instance.registerHelper(name, function (this: unknown, value: unknown, block) {
      if (value !== undefined) return helper?.call(this, value, block)
      missing(block.hash.word, block.loc, this)
      return ''
    })
  }
  const template = instance.template(recording as unknown as TemplateSpecification)
  return (context) => {
    root = context
    last = undefined
    try {
      return template(context, {
        allowProtoMethodsByDefault: false,
        allowProtoPropertiesByDefault: false,
      })
    } catch (error) {
      report({ message: `It cannot be rendered: ${(error as Error).message}` })
      return ''
    }
  }
}

/** Of words that differ by their capitals alone, the one that is nearest as it is typed. */
function nearestWord(word: string, known: readonly string[]): string | undefined {
  const meant = nearest(word, known)?.toLowerCase()
  const alike = known.filter((other) => other.toLowerCase() === meant)
  return alike.length === 0 ? undefined : closest(word, alike)
}

function isThere(object: unknown, name: string): boolean {
  return object !== undefined && object !== null && Object.hasOwn(Object(object), name)
}

function keysOf(object: unknown): string[] {
  return typeof object === 'object' && object !== null && !Array.isArray(object)
    ? Object.keys(object)
    : []
}
