import { isDeepStrictEqual } from 'node:util'
import { UserError } from '../../src/errors.ts'
import { decode } from '../../src/merge/file.ts'
import type { ReadFile } from '../../src/merge/merge.ts'
import type { FileResult, FileState, PlanEntry } from '../../src/merge/plan.ts'

/** Files as they will be once everything is mended: each mend goes on from what those before it did. */
export interface Draft {
  /** @throws UserError for what is no file of the project, or a symbolic link */
  readonly read: ReadFile
  readonly write: (path: string, result: FileResult | null) => Promise<void>
  /** What is to be committed. */
  readonly entries: () => readonly PlanEntry[]
}

/**
 * The text of a file of the draft, and its mode.
 *
 * @throws UserError where there is none, or where it is no text
 */
export async function textIn(
  draft: Draft,
  path: string,
): Promise<{ readonly text: string; readonly mode: number }> {
  const state = await draft.read(path)
  const text = state ? decode(state.content) : undefined
  if (!state || text === undefined) {
    throw new UserError(`${path} is not there, or is no text.`, { where: path })
  }
  return { text, mode: state.mode }
}

/** A draft of nothing yet. */
export function startDraft(readFile: ReadFile): Draft {
  const seen = new Map<string, FileState | null>()
  const results = new Map<string, FileResult | null>()
  const look = async (path: string) => {
    const state = seen.has(path) ? (seen.get(path) ?? null) : await readFile(path)
    seen.set(path, state)
    return state
  }
  return {
    async read(path) {
      const before = await look(path)
      const result = results.get(path)
      if (result === undefined) return before
      return result && { content: Buffer.from(result.content as string), mode: result.mode }
    },
    async write(path, result) {
      await look(path)
      results.set(path, result)
    },
    entries: () => [...results].flatMap(([path, result]) => entry(path, seen.get(path), result)),
  }
}

function entry(
  path: string,
  seen: FileState | null = null,
  result: FileResult | null,
): readonly PlanEntry[] {
  if (result === null) return seen ? [{ path, action: 'delete', seen, result }] : []
  const same =
    seen !== null &&
    seen.mode === result.mode &&
    isDeepStrictEqual(Buffer.from(seen.content), Buffer.from(result.content as string))
  return same ? [] : [{ path, action: seen ? 'update' : 'create', seen, result }]
}
