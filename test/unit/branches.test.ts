import { describe, expect, test } from 'vitest'
import { type Joined, joinBranches, mergedByGit, settleFile } from '../../src/merge/branches.ts'
import { conflict } from '../../src/merge/file.ts'
import type { FileState } from '../../src/merge/plan.ts'
import { syntaxChecker } from '../../src/merge/syntax.ts'
import type { TreeFile } from '../../src/render/tree.ts'

const state = (content: string | null, mode = 0o644): FileState | null =>
  content === null ? null : { content: Buffer.from(content), mode }
const tree = (content: string | null): TreeFile | undefined =>
  content === null ? undefined : { content, mode: 0o644 }
const textOf = (joined: Joined) =>
  'conflict' in joined ? joined.conflict.reason : joined.state && String(joined.state.content)

type Four = readonly [
  base: string | null,
  ours: string | null,
  theirs: string | null,
  united: string | null,
]
type Three = readonly [base: string | null, ours: string | null, theirs: string | null]

const joined = async (
  [base, ours, theirs, united]: Four,
  files: Three,
  path = 'a.txt',
): Promise<string | null | undefined> => {
  const [was, mine, other] = files.map((content) => state(content))
  return textOf(
    await joinBranches(
      {
        path,
        rendered: {
          base: tree(base),
          ours: tree(ours),
          theirs: tree(theirs),
          united: tree(united),
        },
        files: { base: was ?? null, ours: mine ?? null, theirs: other ?? null },
      },
      syntaxChecker(),
    ),
  )
}

describe('a path of two branches', () => {
  const four: Four = ['1\n2\n3\n4\n', 'A\n1\n2\n3\n4\n', '1\n2\n3\nB\n4\n', 'A\n1\n2\n3\nB\n4\n']
  const untouched: Three = [four[0], four[1], four[2]]

  test('that nobody touched is what is generated of both', async () => {
    expect(await joined(four, untouched)).toBe(four[3])
    const lists: Four = ['', 'a\n', 'b\n', 'a\nb\n']
    expect(await joined(lists, ['', 'a\n', 'b\n'])).toBe('a\nb\n')
    expect(await joined([null, 'a\n', null, 'a\n'], [null, 'a\n', null])).toBe('a\n')
    expect(await joined(['a\n', 'a\n', null, null], ['a\n', 'a\n', null])).toBe(null)
  })

  test('has the edits of both, and those of before once', async () => {
    const edited = four
      .slice(0, 3)
      .map((text) => String(text).replace('2', 'both')) as unknown as Three
    expect(await joined(four, edited)).toBe('A\n1\nboth\n3\nB\n4\n')
    const [base, ours, theirs] = edited
    expect(await joined(four, [base, `ours\n${ours}`, `${theirs}theirs\n`])).toBe(
      'ours\nA\n1\nboth\n3\nB\n4\ntheirs\n',
    )
  })

  test('that one branch alone touched has its edit, beside what is generated on the other', async () => {
    expect(await joined(four, [four[0], four[1], `${four[2]}mine\n`])).toBe(`${four[3]}mine\n`)
    expect(await joined(four, [four[0], `${four[1]}mine\n`, four[2]])).toBe(`${four[3]}mine\n`)
  })

  test('where an edit met what was generated, and was settled there, is as it was settled', async () => {
    // `mine` stood in the place of 3 before; theirs has settled it with B.
    const base = '1\n2\nmine\n4\n'
    expect(await joined(four, [base, `A\n${base}`, '1\n2\nmine and B\n4\n'])).toBe(
      'A\n1\n2\nmine and B\n4\n',
    )
  })

  test('that both wrote otherwise, or one deleted, is a conflict', async () => {
    const both: Three = [
      four[0],
      String(four[1]).replace('2', 'x'),
      String(four[2]).replace('2', 'y'),
    ]
    expect(await joined(four, both)).toMatch(/same lines/)
    expect(await joined(four, [four[0], null, `${four[2]}mine\n`])).toMatch(/deleted it/)
    const gone: Four = ['a\n', 'a\n', null, null]
    expect(await joined(gone, ['a\n', 'mine\n', null])).toMatch(/deleted|changed/)
    expect(await joined(four, [four[0], null, four[2]])).toBe(null)
  })

  test('that would not parse is a conflict', async () => {
    const code: Four = ['', '', '', '']
    const files: Three = [
      'const a = 1\n\n\n\nconst b = 2\n',
      'const c = 1\nconst a = 1\n\n\n\nconst b = 2\n',
      'const a = 1\n\n\n\nconst b = 2\nconst c = 2\n',
    ]
    expect(await joined(code, files, 'a.ts')).toMatch(/would not parse/)
    expect(await joined(code, files, 'a.txt')).toMatch(/^const c = 1/)
  })
})

describe('what becomes of a file that git has left', () => {
  const MARKED = 'a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n'
  const settle = (
    wanted: Joined,
    parts: {
      readonly automatic?: string | null
      readonly seen: string | null
      readonly unmerged?: boolean
    },
  ) => {
    const { automatic, seen, unmerged = true } = parts
    const { entry, status } = settleFile({
      path: 'a.txt',
      joined: wanted,
      automatic: automatic === undefined ? undefined : state(automatic),
      seen: state(seen),
      unmerged,
      again: 'git checkout --merge -- a.txt',
    })
    const written =
      entry.result === undefined ? undefined : entry.result && String(entry.result.content)
    return [status, entry.action, written] as const
  }
  const wanted: Joined = { state: state('a\nb\nc\n') }
  const clash: Joined = { conflict: conflict('a.txt', state('a\nb\n'), { reason: 'both' }) }

  test('as git left it: what both come to', () => {
    expect(settle(wanted, { automatic: MARKED, seen: MARKED })).toEqual([
      'done',
      'merge',
      'a\nb\nc\n',
    ])
    expect(settle(wanted, { seen: MARKED })).toEqual(['done', 'merge', 'a\nb\nc\n'])
    expect(settle(wanted, { automatic: null, seen: null })).toEqual(['done', 'create', 'a\nb\nc\n'])
    expect(settle({ state: null }, { automatic: 'a\n', seen: 'a\n' })).toEqual([
      'done',
      'delete',
      null,
    ])
    const same = { automatic: 'a\nb\nc\n', seen: 'a\nb\nc\n', unmerged: false }
    expect(settle(wanted, same)).toEqual(['done', 'keep', undefined])
    expect(settle(clash, { automatic: MARKED, seen: MARKED })[0]).toBe('open')
    expect(settle(clash, { automatic: 'a\n', seen: 'a\n', unmerged: false })[1]).toBe('keep')
  })

  test('also where git was asked to leave it so once more, or ends lines otherwise', () => {
    const again = MARKED.replace('HEAD', 'ours').replace('other', 'theirs')
    expect(settle(wanted, { automatic: MARKED, seen: again })).toEqual([
      'done',
      'merge',
      'a\nb\nc\n',
    ])
    const windows = MARKED.replaceAll('\n', '\r\n')
    expect(settle(wanted, { automatic: MARKED, seen: windows })).toEqual([
      'done',
      'merge',
      'a\r\nb\r\nc\r\n',
    ])
  })

  test('as a person has settled it: theirs, to be added by them', () => {
    const open = ['theirs', 'conflict', undefined]
    expect(settle(wanted, { automatic: MARKED, seen: 'mine\n' })).toEqual(open)
    expect(settle(clash, { automatic: MARKED, seen: 'mine\n' })).toEqual(open)
    expect(settle(wanted, { automatic: MARKED, seen: null })).toEqual(open)
    const added = { automatic: MARKED, seen: 'mine\n', unmerged: false }
    expect(settle(wanted, added)).toEqual(['theirs', 'keep', undefined])
    expect(settle(clash, added)).toEqual(['theirs', 'keep', undefined])
    expect(settle(wanted, { seen: 'mine\n', unmerged: false })).toEqual([
      'theirs',
      'keep',
      undefined,
    ])
  })

  test('half settled: it is open', () => {
    const half = `${MARKED}mine\n`
    expect(settle(wanted, { automatic: MARKED, seen: half })).toEqual([
      'open',
      'conflict',
      undefined,
    ])
  })

  test('merged by git, and changed since: what is missing comes to it', () => {
    const parts = { automatic: 'a\nb\n', seen: 'mine\na\nb\n', unmerged: false }
    expect(settle(wanted, parts)).toEqual(['done', 'merge', 'mine\na\nb\nc\n'])
    const meets = { automatic: 'a\nb\n', seen: 'a\nb\nmine\n', unmerged: false }
    expect(settle(wanted, meets)).toEqual(['theirs', 'keep', undefined])
  })
})

test('what git makes of a file by itself', () => {
  const merged = (...[base, ours, theirs]: Three) => {
    const found = mergedByGit({ base: state(base), ours: state(ours), theirs: state(theirs) })
    return found && String(found.content)
  }
  expect(merged('a\n', 'a\n', 'b\n')).toBe('b\n')
  expect(merged('a\n', 'b\n', 'a\n')).toBe('b\n')
  expect(merged('a\n', 'b\n', 'b\n')).toBe('b\n')
  expect(merged('a\n', 'a\n', null)).toBe(null)
  expect(merged('1\n2\n3\n', '0\n1\n2\n3\n', '1\n2\n3\n4\n')).toBe('0\n1\n2\n3\n4\n')
  expect(merged('a\n', 'b\n', 'c\n')).toBeUndefined()
  expect(merged('a\n', null, 'c\n')).toBeUndefined()
})
