import { plainLine } from './plain.ts'

type Folder = Map<string, Folder | null>

/** Paths as an indented tree, folders first; a chain of single folders stands on one line. */
export function fileTree(paths: readonly string[]): string[] {
  const root: Folder = new Map()
  for (const path of paths) {
    const parts = path.split('/')
    let folder = root
    for (const part of parts.slice(0, -1)) {
      const next = folder.get(part) ?? new Map()
      folder.set(part, next)
      folder = next
    }
    folder.set(parts.at(-1) as string, null)
  }
  return spell(root, '')
}

function spell(folder: Folder, indent: string): string[] {
  const entries = [...folder].sort(
    ([a, left], [b, right]) => Number(left === null) - Number(right === null) || (a < b ? -1 : 1),
  )
  return entries.flatMap(([name, below]) => {
    if (!below) return `${indent}${plainLine(name)}`
    const [chain, last] = chainOf(name, below)
    return [`${indent}${plainLine(chain)}/`, ...spell(last, `${indent}  `)]
  })
}

function chainOf(name: string, folder: Folder): [string, Folder] {
  const [only] = folder
  if (folder.size !== 1 || !only?.[1]) return [name, folder]
  return chainOf(`${name}/${only[0]}`, only[1])
}
