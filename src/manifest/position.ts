import { findNodeAtLocation, getNodePath, type JSONPath, type Node } from 'jsonc-parser'

/** `alex.json:12:5`, for a place in its text. */
export function describeOffset(file: string, text: string, offset: number): string {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  const column = offset - before.lastIndexOf('\n')
  return `${file}:${line}:${column}`
}

/** Where the value at a path begins; where it is missing, its nearest parent. */
export function offsetOf(root: Node, path: JSONPath): number {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length))
    if (node) return node.offset
  }
  return root.offset
}

/** Where a key of the object at a path begins. */
export function keyOffset(root: Node, path: JSONPath, key: string): number {
  const object = path.length === 0 ? root : findNodeAtLocation(root, path)
  const property = object?.children?.find((child) => child.children?.[0]?.value === key)
  return property?.offset ?? offsetOf(root, path)
}

/** A path as people write it: `history[2].name`. */
export function describePath(path: JSONPath): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '')
}

/** The first key that stands twice in one object. */
export function duplicateKey(node: Node): { path: JSONPath; offset: number } | undefined {
  const seen = new Set<unknown>()
  for (const child of node.children ?? []) {
    const key = node.type === 'object' ? child.children?.[0] : undefined
    if (key && seen.has(key.value)) {
      return { path: [...getNodePath(node), key.value], offset: key.offset }
    }
    seen.add(key?.value)
    const deeper = duplicateKey(child)
    if (deeper) return deeper
  }
  return undefined
}
