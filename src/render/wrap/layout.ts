import { width } from '../../width.ts'
import {
  brokenGroup,
  choice,
  type Doc,
  group,
  hardline,
  hasHardBreak,
  ifBroken,
  indent,
  join,
  line,
  lines,
  softline,
  WIDTH,
} from './doc.ts'
import type { Brackets, Node } from './tokens.ts'

// Where the formatter breaks the few kinds of code that the templates have. Each function takes
// the nodes of one piece of code and says where it may be broken.

type Nodes = readonly Node[]

/** A statement, or one line of a list. */
export function statement(nodes: Nodes): Doc {
  if (isToken(nodes.at(-1), ',')) return [statement(nodes.slice(0, -1)), ',']
  const [first, second, ...rest] = nodes
  if (isToken(first, /^(?:import|export)$/)) {
    const at = nodes.findIndex((node) => isBrackets(node, '{'))
    const names = nodes[at]
    const isList = nodes.slice(1, at).every((node) => isToken(node, 'type'))
    if (at > 0 && isBrackets(names) && isList && !names.lines) {
      const list =
        names.items.length === 1 && isToken(nodes.at(-2), 'from')
          ? ` ${flat([names])}`
          : [' ', braces(names)]
      return [flat(nodes.slice(0, at)), list, flat(nodes.slice(at + 1), true)]
    }
    if (isToken(first, 'export')) return ['export ', statement(nodes.slice(1))]
  }
  if (isToken(first, 'type')) return typeAlias(nodes)
  if (isToken(first, /^(?:return|throw)$/)) return returned(first as Node, nodes.slice(1))
  if (isToken(first, 'if') && isBrackets(second, '(') && !isBrackets(rest[0], '{')) {
    return group(['if ', condition(second), indent(line, statement(rest))])
  }
  return expression(nodes)
}

function typeAlias(nodes: Nodes): Doc {
  const at = nodes.findIndex((node) => isToken(node, '='))
  const members = splitAt(nodes.slice(at + 1), ['|'])
  const last = nodes.at(-1)
  if (at === nodes.length - 3 && isBrackets(last, '<') && isToken(last.items[0]?.[0], 'typeof')) {
    const id = {}
    const value = [flat(nodes.slice(at + 1, -1)), list(last)]
    const head = flat(nodes.slice(0, at + 1))
    return group([head, group(indent(line), id), { kind: 'indent-if', id, doc: value }])
  }
  if (at < 0 || members.length < 2) return expression(nodes)
  const union = join(
    [line, '| '],
    members.map(({ nodes: member }) => expression(member)),
  )
  return group([flat(nodes.slice(0, at + 1)), indent(line, ifBroken('| '), union)])
}

function returned(keyword: Node, value: Nodes): Doc {
  const doc = expression(value)
  const word = flat([keyword])
  if (value.length === 0) return word
  if (!isBinary(value)) return [word, ' ', doc]
  return [word, ' ', group([ifBroken('('), indent(softline, doc), softline, ifBroken(')')])]
}

function expression(nodes: Nodes): Doc {
  const arrowAt = nodes.findIndex((node) => isToken(node, '=>'))
  const equalsAt = nodes.findIndex((node) => isToken(node, /^(?:=|\+=|\?\?=|\|\|=)$/))
  if (equalsAt > 0 && (arrowAt < 0 || equalsAt < arrowAt)) {
    const operator = flat([nodes[equalsAt] as Node])
    return assignment(nodes.slice(0, equalsAt), ` ${operator}`, nodes.slice(equalsAt + 1))
  }
  const union = unionMember(nodes)
  if (union) return union
  if (isProperty(nodes)) return assignment(nodes.slice(0, 1), ':', nodes.slice(2))
  if (arrowAt > 0) return arrow(nodes, arrowAt)
  return ternary(nodes) ?? binary(nodes) ?? chain(nodes)
}

/** A member of an interface or a parameter that can be one of several: `readonly aa?: Bb | null`. */
function unionMember(nodes: Nodes): Doc | undefined {
  const start = isToken(nodes[0], 'readonly') ? 1 : 0
  const colon = isToken(nodes[start + 1], '?') ? start + 2 : start + 1
  if (nodes[start]?.kind !== 'token' || !isToken(nodes[colon], ':')) return undefined
  if (nodes[colon]?.spaced) return undefined
  const members = splitAt(nodes.slice(colon + 1), ['|'])
  if (members.length < 2) return undefined
  if (isNamedOrNull(members)) return flat(nodes)
  const union = join(
    [line, '| '],
    members.map(({ nodes: member }) => flat(member)),
  )
  return group([flat(nodes.slice(0, colon + 1)), indent(line, ifBroken('| '), union)])
}

/** A type with a name, or null: never broken. */
function isNamedOrNull(members: readonly { readonly nodes: Nodes }[]): boolean {
  const isName = ({ nodes }: { readonly nodes: Nodes }) =>
    nodes[0]?.kind === 'token' &&
    !isToken(nodes[0], 'readonly') &&
    (nodes.length === 1 || isWholeType(nodes))
  return members.length === 2 && members.every(isName) && isToken(members[1]?.nodes[0], 'null')
}

/** A type that is never broken: `Aa<Bb>`, `Aa<Bb | null>`, `readonly Aa[]`. */
function isWholeType(nodes: Nodes): boolean {
  const [name, of] = nodes
  if (isToken(name, 'readonly')) return true
  if (nodes.length === 2 && isBrackets(of, '<') && of.items.length === 1) {
    const members = splitAt(of.items[0] ?? [], ['|'])
    if (members.length === 2) return isNamedOrNull(members)
  }
  return (
    nodes.length === 2 &&
    name?.kind === 'token' &&
    isBrackets(of, '<') &&
    of.items.length === 1 &&
    of.items[0]?.length === 1 &&
    of.items[0][0]?.kind === 'token'
  )
}

function isProperty(nodes: Nodes): boolean {
  const [key, colon, value] = nodes
  // A parameter, or a member of an interface, on a line of its own.
  if (nodes.length === 3 && isToken(value, /^[\p{L}_$]/u)) return false
  if (nodes.length < 3 || !isToken(colon, ':') || colon?.spaced) return false
  return key?.kind === 'token' || isBrackets(key, '[')
}

function assignment(left: Nodes, operator: string, right: Nodes): Doc {
  const head: Doc = [isBrackets(left.at(-1)) ? chain(left) : flat(left), operator]
  const value = expression(right)
  if (operator === ':' && isShortKey(left) && isStringOrMember(right)) return [head, ' ', value]
  if (operator === ':' && isWholeType(right)) return [head, ' ', flat(right)]
  if (breaksAfterOperator(right)) {
    return group([head, group(indent(line, value))])
  }
  if (staysWithOperator(right)) return [head, ' ', value]
  const id = {}
  return group([head, group(indent(line), id), { kind: 'indent-if', id, doc: value }])
}

/** So short that hardly anything would be gained by a value on a line of its own. */
function isShortKey(left: Nodes): boolean {
  const [key] = left
  return key?.kind === 'token' && left.length === 1 && width(key.text) < 5
}

function isStringOrMember(value: Nodes): boolean {
  if (value.length === 1) return isToken(value[0], /^['"]/)
  return value.every((node) => isToken(node, /^(?:[\p{L}_$][\p{L}\p{N}_$]*|\.|\?\.)$/u))
}

function breaksAfterOperator(value: Nodes): boolean {
  const bare = value.filter((node) => !isToken(node, /^(?:await|!|typeof)$/))
  if (bare.length === 1) return isToken(bare[0], /^['"]/)
  const question = value.findIndex((node) => isToken(node, '?') && node.spaced)
  if (question > 0 && !isArrow(value)) return isBinary(value.slice(0, question))
  if (isBinary(value)) return !isInline(value.slice(-1), operatorBefore(value))
  return isArrow(value) ? false : isPoorlyBreakable(bare)
}

function operatorBefore(value: Nodes): string {
  const node = value.at(-2)
  return node?.kind === 'token' ? node.text : ''
}

/** A chain with nothing in its calls that could be broken. */
function isPoorlyBreakable(nodes: Nodes): boolean {
  const calls = nodes.filter((node) => isBrackets(node, '('))
  const isChain = nodes.every(
    (node) => isToken(node, /^(?:[\p{L}_$][\p{L}\p{N}_$]*|\.|\?\.)$/u) || isBrackets(node, '('),
  )
  const isMember = nodes.some((node) => isToken(node, /^\??\.$/))
  if (!isChain || isToken(nodes[0], 'new')) return false
  return calls.length === 0 ? isMember : calls.length < 3 && calls.every(isShortCall)
}

function isShortCall(node: Node): boolean {
  if (!isBrackets(node) || node.lines) return false
  const [only, ...others] = node.items
  if (only === undefined) return true
  const [word, ...more] = only
  if (others.length > 0 || more.length > 0 || word?.kind !== 'token') return false
  return word.text.length <= WIDTH / 4 && !word.text.includes('${')
}

function staysWithOperator(value: Nodes): boolean {
  const [first] = value
  return isArrow(value) || isToken(first, /^`/)
}

function isArrow(nodes: Nodes): boolean {
  return nodes.some((node) => isToken(node, '=>'))
}

/** `isArgument`: the body may end with a comma when the arrow is the last argument. */
function arrow(nodes: Nodes, at: number, isArgument = false): Doc {
  const before = nodes.slice(0, at)
  // A hugged function whose parameters do not fit is not hugged.
  const head = [isArgument ? flat(before) : arrowHead(before), ' =>']
  const body = nodes.slice(at + 1)
  if (hugsArrow(body)) return group([head, ' ', hugged(body)])
  const tail = isArgument ? [ifBroken(','), softline] : []
  const bodyDoc = isTernary(body)
    ? [ifBroken('', '('), expression(body), ifBroken('', ')')]
    : expression(body)
  return group([
    group(head),
    group([indent(line, isTernary(body) ? expression(body) : bodyDoc), tail]),
  ])
}

function arrowHead(nodes: Nodes): Doc[] {
  return nodes.map((node, index) => {
    const space = index > 0 && node.spaced ? ' ' : ''
    return [space, isBrackets(node, '(') ? parameters(node) : piece(node)]
  })
}

function hugsArrow(body: Nodes): boolean {
  const [first] = body
  if (body.length !== 1) return false
  if (isToken(first, /^`/)) return true
  if (isBrackets(first, '('))
    return first.items.length === 1 && isBrackets(first.items[0]?.[0], '{')
  return isBrackets(first, '{') || isBrackets(first, '[')
}

function hugged([node]: Nodes): Doc {
  if (isBrackets(node, '(') && !node.lines) return ['(', expression(node.items[0] ?? []), ')']
  return piece(node as Node)
}

function isTernary(nodes: Nodes): boolean {
  return nodes.some((node) => isToken(node, '?') && node.spaced)
}

function ternary(nodes: Nodes): Doc | undefined {
  const question = nodes.findIndex((node) => isToken(node, '?') && node.spaced)
  if (question < 0) return undefined
  let depth = 0
  const colon = nodes.findIndex((node, index) => {
    if (index <= question || !node.spaced) return false
    if (isToken(node, '?')) depth++
    return isToken(node, ':') && depth-- === 0
  })
  if (colon < 0) return undefined
  return group([
    expression(nodes.slice(0, question)),
    indent(
      line,
      '? ',
      indent(expression(nodes.slice(question + 1, colon))),
      line,
      ': ',
      indent(expression(nodes.slice(colon + 1))),
    ),
  ])
}

const precedence = [
  ['??'],
  ['||'],
  ['&&'],
  ['===', '!==', '==', '!='],
  ['<', '>', '<=', '>=', 'in', 'instanceof'],
  ['+', '-'],
  ['*', '/', '%'],
]

function isBinary(nodes: Nodes): boolean {
  if (isArrow(nodes)) return false
  return precedence
    .flat()
    .some((operator) => nodes.some((node) => isToken(node, operator) && node.spaced))
}

function binary(nodes: Nodes): Doc | undefined {
  const parts = binaryParts(nodes)
  return parts && group(parts)
}

/** `a &&`, `b &&`, `c`, each on its line; a filled object or list at the end stays where it is. */
function binaryParts(nodes: Nodes): Doc | undefined {
  if (isTernary(nodes) || isArrow(nodes)) return undefined
  for (const operators of precedence) {
    const parts = splitAt(nodes, operators)
    if (parts.length < 2) continue
    return parts.map(({ nodes: part, after }, index) => {
      const doc = expression(part)
      if (after === undefined) return doc
      return [doc, ` ${after}`, isInline(parts[index + 1]?.nodes ?? [], after) ? ' ' : line]
    })
  }
  return undefined
}

function isInline(operand: Nodes, operator: string): boolean {
  const kind = kindOf(operand)
  return /^(?:&&|\|\||\?\?)$/.test(operator) && (kind === 'object' || kind === 'array')
}

function splitAt(nodes: Nodes, operators: readonly string[]) {
  const parts: { nodes: Node[]; after?: string }[] = [{ nodes: [] }]
  for (const node of nodes) {
    const last = parts.at(-1) as { nodes: Node[]; after?: string }
    if (node.kind === 'token' && node.spaced && operators.includes(node.text)) {
      last.after = node.text
      parts.push({ nodes: [] })
    } else last.nodes.push(node)
  }
  return parts.every((part) => part.nodes.length > 0) ? parts : []
}

/** Calls and members, one after another, with whatever stands before and behind them. */
function chain(nodes: Nodes): Doc {
  const start = nodes.findIndex(
    (node, at) => isSuffix(nodes[at + 1]) && !isToken(node, /^(?:\.\.\.|[!+~-])$/),
  )
  if (start < 0) return pieces(nodes)
  let end = start + 1
  while (isSuffix(nodes[end]) || (isToken(nodes[end - 1], /^\??\.$/) && nodes[end])) end++
  const space = start > 0 && nodes[start]?.spaced ? ' ' : ''
  const after = nodes.slice(end)
  const space2 = after[0]?.spaced ? ' ' : ''
  return [
    pieces(nodes.slice(0, start)),
    space,
    calls(nodes.slice(start, end)),
    space2,
    pieces(after),
  ]
}

function pieces(nodes: Nodes): Doc {
  return nodes.map((node, at) => {
    const space = at > 0 && node.spaced ? ' ' : ''
    const isHead = isBrackets(node, '(') && isToken(nodes[at - 1], CONDITIONAL)
    return [space, isHead ? condition(node) : piece(node)]
  })
}

const CONDITIONAL = /^(?:if|while|for|switch|catch)$/

function isSuffix(node: Node | undefined): boolean {
  if (!node || node.spaced) return false
  return isToken(node, /^(?:\.|\?\.|!)$/) || (isBrackets(node) && node.open !== '{')
}

function calls(nodes: Nodes): Doc {
  const callee = (index: number) => flat(nodes.slice(0, index))
  const parts = nodes.map((node, index) => {
    if (isBrackets(node, '(') && index > 0) {
      return callArguments(node, callee(index))
    }
    return piece(node)
  })
  const groups = memberGroups(nodes, parts)
  const oneLine = groups.map(({ docs }) => docs)
  const callCount = nodes.filter((node, index) => index > 0 && isBrackets(node, '(')).length
  const [head] = groups
  const isName = head?.nodes.length === 1 && /^(?:this|[A-Z].*|[$_]+)$/.test(flat(head.nodes))
  const merge = groups.length > 1 && isName
  if (groups.length <= (merge ? 3 : 2)) return oneLine
  const kept = merge ? 2 : 1
  const expanded: Doc = [
    groups.slice(0, kept).map(({ docs }) => docs),
    indent(groups.slice(kept).map(({ docs }) => [hardline, docs])),
  ]
  const complex =
    callCount > 2 &&
    nodes.some(
      (node) =>
        isBrackets(node, '(') && node.items.some((item) => isArrow(item) && !isBlockArrow(item)),
    )
  if (complex || oneLine.slice(0, -1).some(hasHardBreak)) return brokenGroup(expanded)
  return choice(oneLine, expanded)
}

function isBlockArrow(nodes: Nodes): boolean {
  return isBrackets(nodes.at(-1), '{')
}

/** `db`, `.insertInto('x')`, `.values(y)`: what stands on one line of a broken chain. */
function memberGroups(nodes: Nodes, parts: readonly Doc[]) {
  const groups: { nodes: Node[]; docs: Doc[] }[] = [{ nodes: [], docs: [] }]
  let called = true
  nodes.forEach((node, index) => {
    if (isToken(node, /^\??\.$/) && called && index > 0 && !isOfHead(nodes, index)) {
      groups.push({ nodes: [], docs: [] })
      called = false
    }
    if (isBrackets(node, '(')) called = true
    const last = groups.at(-1) as { nodes: Node[]; docs: Doc[] }
    last.nodes.push(node)
    last.docs.push(parts[index] as Doc)
  })
  return groups
}

/** In `app.db.selectFrom('x')`, `.db`: members of what the chain begins with, before its first call. */
function isOfHead(nodes: Nodes, index: number): boolean {
  const isCalled = nodes.slice(0, index).some((node) => isBrackets(node))
  return !isCalled && isToken(nodes[index + 2], /^\??\.$/)
}

/** A token, or brackets that are neither a call's nor a condition's. */
function piece(node: Node): Doc {
  if (node.kind === 'token') return node.text
  if (node.lines) return already(node)
  switch (node.open) {
    case '{':
      return braces(node)
    case '[':
      return list(node)
    case '<':
      return node.items.length === 1 ? flatInside(node) : list(node)
    default:
      return node.items.length === 1 ? inParentheses(node) : parameters(node)
  }
}

function inParentheses({ items: [item = []] }: Brackets): Doc {
  const parts = binaryParts(item)
  if (!Array.isArray(parts)) return ['(', expression(item), ')']
  const [first, ...rest] = parts as Doc[]
  const isLast = rest.length === 1 && isInline(item.slice(-1), operatorBefore(item))
  return ['(', group([first as Doc, isLast ? rest : indent(rest)]), ')']
}

function already({ open, close, lines: text = [] }: Brackets): Doc {
  return [open, indentLess(text), hardline, close]
}

function indentLess(text: readonly string[]): Doc {
  return lines(text)
}

function braces(node: Brackets): Doc {
  if (node.lines) return already(node)
  if (node.items.length === 0) return '{}'
  const items = node.items.map((item) => expression(item))
  const edge = node.padded ? line : softline
  const separator = node.separator === ';' ? [ifBroken('', ';'), line] : [',', line]
  const last = node.separator === ';' ? '' : trailingComma(node)
  return group(['{', indent(edge, join(separator, items)), last, edge, '}'])
}

function list(node: Brackets): Doc {
  if (node.lines) return already(node)
  if (node.items.length === 0) return `${node.open}${node.close}`
  const items = node.items.map(listed)
  return group([
    node.open,
    indent(softline, join([',', line], items)),
    trailingComma(node),
    softline,
    node.close,
  ])
}

/** An item of a list; `name: Type` is not broken at the colon. */
function listed(item: Nodes): Doc {
  if (!isProperty(item)) return expression(item)
  return [flat(item.slice(0, 2)), ' ', expression(item.slice(2))]
}

// Nothing may follow `...rest`, and the list of types of a call has no comma at its end.
function trailingComma({ items, open }: Brackets): Doc {
  const last = items.at(-1)
  return open === '<' || (open === '(' && isToken(last?.[0], '...')) ? '' : ifBroken(',')
}

function condition(node: Brackets): Doc {
  if (node.lines) return already(node)
  const [only = []] = node.items
  if (only.some((part) => isToken(part, 'of'))) return ['(', expression(only), ')']
  const items = node.items.map((item) => binaryParts(item) ?? expression(item))
  return group(['(', indent(softline, join([node.separator, line], items)), softline, ')'])
}

function parameters(node: Brackets): Doc {
  if (node.lines) return already(node)
  const [only, ...others] = node.items
  if (only && others.length === 0 && isBrackets(only[0], '{')) return ['(', chain(only), ')']
  return list(node)
}

function callArguments(node: Brackets, callee: string): Doc {
  if (node.lines) return already(node)
  if (node.items.length === 0) return '()'
  const last = node.items.at(-1) as Nodes
  const others = node.items.slice(0, -1)
  if (isTestCall(node, callee)) {
    return ['(', others.map((item) => [flat(item), ', ']), arrow(last, arrowIndex(last)), ')']
  }
  const [first] = node.items
  // The only parameter of a function: `({ db, clock }: Dependencies)`.
  if (others.length === 0 && isBrackets(first?.[0], '{') && isToken(first?.[1], ':')) {
    return ['(', chain(last), ')']
  }

  const items = node.items.map((item) => expression(item))
  const allBroken = (force: boolean) => {
    const doc = [
      '(',
      indent(softline, join([',', line], items)),
      trailingComma(node),
      softline,
      ')',
    ]
    return force ? brokenGroup(doc) : group(doc)
  }
  if (!hugsAsLast(last, others)) return allBroken(items.some(hasHardBreak))
  if (items.slice(0, -1).some(hasHardBreak)) return allBroken(true)

  const before = items.slice(0, -1).map((item) => [item, ', '])
  const hug = isArrow(last) ? arrow(last, arrowIndex(last), true) : expression(last)
  // A call as the body of a function that is not the only argument stays on its line.
  if (others.some(isArrow) && isArrow(last) && !hugsArrow(last.slice(arrowIndex(last) + 1))) {
    return choice(['(', before, hug, ')'], allBroken(true))
  }
  return choice(
    ['(', before, hug, ')'],
    ['(', before, brokenGroup(unwrapGroup(hug)), ')'],
    allBroken(true),
  )
}

function unwrapGroup(doc: Doc): Doc {
  return typeof doc === 'object' && 'kind' in doc && doc.kind === 'group' ? doc.doc : doc
}

function hugsAsLast(last: Nodes, others: readonly Nodes[]): boolean {
  const kind = kindOf(last)
  if (kind === undefined) return false
  return others.length === 0 || kindOf(others.at(-1) as Nodes) !== kind
}

function kindOf(nodes: Nodes): 'object' | 'array' | 'function' | undefined {
  const [first] = nodes
  if (nodes.length === 1 && isBrackets(first)) {
    const filled = first.lines !== undefined || first.items.length > 0
    if (first.open === '{' && filled) return 'object'
    if (first.open === '[' && filled) return 'array'
    return undefined
  }
  const at = arrowIndex(nodes)
  if (at < 0) return undefined
  const body = nodes.slice(at + 1)
  const isCall = isBrackets(body.at(-1), '(') && !isBinary(body)
  return hugsArrow(body) || isCall || isTernary(body) || isArrow(body) ? 'function' : undefined
}

function isTestCall({ items }: Brackets, callee: string): boolean {
  const [name, callback, ...more] = items
  if (!/^(?:it|test|describe|beforeEach|afterEach)(?:\.(?:only|skip|each|todo))?$/.test(callee)) {
    return false
  }
  return (
    more.length === 0 &&
    name?.length === 1 &&
    isToken(name[0], /^['"`]/) &&
    callback !== undefined &&
    isBlockArrow(callback) &&
    isArrow(callback)
  )
}

function arrowIndex(nodes: Nodes): number {
  return nodes.findIndex((node) => isToken(node, '=>'))
}

/** The code on one line, as it was. */
function flat(nodes: Nodes, leading = false): string {
  return nodes
    .map((node, index) => {
      const space = node.spaced && (index > 0 || leading) ? ' ' : ''
      return space + (node.kind === 'token' ? node.text : flatInside(node))
    })
    .join('')
}

function flatInside({ open, close, padded, separator, items }: Brackets): string {
  const edge = padded ? ' ' : ''
  return `${open}${edge}${items.map((item) => flat(item)).join(`${separator} `)}${edge}${close}`
}

function isToken(node: Node | undefined, text: string | RegExp): boolean {
  if (node?.kind !== 'token') return false
  return typeof text === 'string' ? node.text === text : text.test(node.text)
}

function isBrackets(node: Node | undefined, open?: Brackets['open']): node is Brackets {
  return node?.kind === 'brackets' && (open === undefined || node.open === open)
}
