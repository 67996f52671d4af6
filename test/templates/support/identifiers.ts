import { parseSync } from 'oxc-parser'

/** Every name that a file declares or refers to; properties, which can meet nothing, left out. */
export function identifiersOf(path: string, source: string): ReadonlySet<string> {
  const { program, errors } = parseSync(path, source)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const names = new Set<string>()
  visit(program as unknown as Node)
  return names

  function visit(node: Node): void {
    if (node.type === 'Identifier') names.add(String(node.name))
    for (const [key, value] of Object.entries(node)) {
      if (isProperty(node, key)) continue
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isNode(child)) visit(child)
      }
    }
  }
}

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

/** What stands behind a dot, before a colon, or in another file. */
function isProperty(node: Node, key: string): boolean {
  switch (node.type) {
    case 'MemberExpression':
      return key === 'property' && !node.computed
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'TSPropertySignature':
    case 'TSMethodSignature':
      return key === 'key' && !node.computed
    case 'ImportSpecifier':
      return key === 'imported'
    case 'ExportSpecifier':
      return key === 'exported'
    case 'TSQualifiedName':
      return key === 'right'
    default:
      return false
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}
