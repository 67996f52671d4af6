import { describe, expect, it } from 'vitest'
import { UserError, usageError } from '../../src/errors.ts'
import { buildPlan } from '../../src/merge/build.ts'
import type { PlanEntry } from '../../src/merge/plan.ts'
import { wantsColour } from '../../src/report/colour.ts'
import { describePlan } from '../../src/report/describe.ts'
import { formatError } from '../../src/report/error.ts'
import { planToJson } from '../../src/report/json.ts'
import { describePlaces, placesToJson } from '../../src/report/places.ts'
import { plain } from '../../src/report/plain.ts'

const seen = (text: string) => ({ content: Buffer.from(text), mode: 0o644 })
const result = (content: string, mode = 0o644) => ({ content, mode })

const entries: PlanEntry[] = [
  { path: 'a.ts', action: 'create', seen: null, result: result('new\n') },
  { path: 'src/deep/b.ts', action: 'create', seen: null, result: result('new\n') },
  { path: 'src/deep/c.ts', action: 'create', seen: null, result: result('new\n') },
  { path: 'd.ts', action: 'update', seen: seen('one\ntwo\n'), result: result('one\n2\n') },
  { path: 'run', action: 'update', seen: seen('x\n'), result: result('x\n', 0o755) },
  { path: 'e.ts', action: 'delete', seen: seen('old\n'), result: null },
  { path: 'f.ts', action: 'keep', seen: null, reason: 'you deleted it; it stays deleted' },
  {
    path: 'g.ts',
    action: 'conflict',
    seen: seen('mine\n'),
    reason: 'you changed it',
    lines: [3, 4],
    places: [{ line: 3, yours: ['mine', 'more'], was: ['old'], becomes: [] }],
  },
  { path: 'h.ts', action: 'conflict', seen: seen('mine\n'), reason: 'you changed it' },
]
const steps = [
  { name: 'install', label: 'Installing', commands: [['npm', 'install']], cwd: '/p' },
] as const
const plan = buildPlan({ root: '/p', entries, steps })

describe('the plan for people', () => {
  it('shows new files as a tree, changes as diffs, and all the rest', async () => {
    expect(await describePlan(plan, { colour: false })).toBe(`New files (3)
  src/deep/
    b.ts
    c.ts
  a.ts

Changes (2)
--- a/d.ts
+++ b/d.ts
@@ -1,2 +1,2 @@
 one
-two
+2

run: mode 644 → 755

Deleted
  - e.ts

In the way
  ! g.ts:3-4: you changed it
    yours, lines 3-4:
      | mine
      | more
    what it was:
      | old
    what it would become: nothing
  ! h.ts: you changed it
    Change the file so that the two no longer meet there (or move it away), and run the command again.

Notes
  - f.ts: you deleted it; it stays deleted

Then
  - Installing: npm install
`)
  })

  it('shows no more of a conflict than is needed to recognize it', () => {
    const long = Array.from({ length: 200 }, (_, index) => `${index} ${'x'.repeat(200)}\u001b[1m`)
    const place = { line: 1, yours: long, was: [], becomes: ['x'] }
    const lines = describePlaces(Array.from({ length: 9 }, () => place))
    expect(lines.length).toBe(5 * 15 + 1)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(150)
    expect(lines[11]).toBe('    … 190 more lines')
    expect(lines.at(-1)).toBe('  and 4 more places')
    expect(placesToJson([place])[0]).toMatchObject({ cut: true, yours: long.slice(0, 100) })
  })

  it('says when there is nothing to do', async () => {
    const nothing = buildPlan({ root: '/p', entries: [] })
    expect(await describePlan(nothing, { colour: false })).toBe('Nothing to change.\n')
  })

  it('paints only when told, and lets no file paint', async () => {
    const nasty: PlanEntry = {
      path: 'x\u001b[2J.ts',
      action: 'update',
      seen: seen('a\u001b[31mred\r\n'),
      result: result('b\u009b1mbold\u202e\r\n'),
    }
    const text = await describePlan(buildPlan({ root: '/p', entries: [nasty] }), { colour: false })
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u)
    expect(text).toContain('-a\\x1b[31mred\\r')
    const painted = await describePlan(plan, { colour: true })
    expect(painted).toContain('\u001b[32m+2\u001b[39m')
  })
})

describe('colours', () => {
  const tty = { isTTY: true }
  it.each([
    [tty, {}, true],
    [tty, { NO_COLOR: '1' }, false],
    [tty, { NO_COLOR: '' }, true],
    [tty, { TERM: 'dumb' }, false],
    [{ isTTY: false }, {}, false],
    [{ isTTY: false }, { CI: 'true' }, false],
    [{ isTTY: false }, { FORCE_COLOR: '1' }, true],
    [tty, { FORCE_COLOR: '0' }, false],
  ])('%j with %j: %s', (stream, env, wanted) => {
    expect(wantsColour(stream, env)).toBe(wanted)
  })
})

describe('the JSON document', () => {
  it('has one shape', () => {
    const text = planToJson(plan, { command: 'resource', dryRun: true })
    expect(text.endsWith('}\n')).toBe(true)
    const document = JSON.parse(text)
    expect(Object.keys(document)).toEqual([
      'ok',
      'command',
      'dryRun',
      'root',
      'entries',
      'issues',
      'notices',
      'steps',
    ])
    expect(document).toMatchObject({ ok: false, command: 'resource', dryRun: true, root: '/p' })
    expect(document.entries[7]).toEqual({
      path: 'g.ts',
      action: 'conflict',
      reason: 'you changed it',
      lines: [3, 4],
      places: [{ line: 3, yours: ['mine', 'more'], was: ['old'], becomes: [] }],
    })
    expect(document.issues[0]).toMatchObject({
      code: 'conflict',
      where: 'g.ts:3-4',
      message: 'you changed it',
    })
    expect(document.notices).toMatchObject([{ code: 'stays-deleted' }])
    expect(document.steps).toEqual([
      { name: 'install', status: 'planned', command: 'cd /p && npm install' },
    ])
  })

  it('has the results of the steps, and the error', () => {
    const fine = buildPlan({ root: '/p', entries: [], steps })
    const failed = {
      step: steps[0],
      status: 'failed',
      command: 'npm i',
      message: 'm',
      output: 'o',
    } as const
    const document = JSON.parse(
      planToJson(fine, { command: 'create', dryRun: false, steps: [failed] }),
    )
    expect(document).toMatchObject({ ok: false })
    expect(document.steps).toEqual([
      { name: 'install', status: 'failed', command: 'npm i', message: 'm', output: 'o' },
    ])
    const error = usageError('What?', { where: '--x', help: 'Try --y.' })
    expect(JSON.parse(planToJson(null, { command: 'create', dryRun: false, error }))).toMatchObject(
      {
        ok: false,
        root: null,
        entries: [],
        error: { message: 'What?', where: '--x', help: 'Try --y.', exitCode: 2 },
      },
    )
  })
})

describe('errors', () => {
  it('of people have no stack', () => {
    const error = new UserError('The folder is not empty', {
      where: '/x\u001b[1m',
      help: 'Try\nagain.',
    })
    expect(formatError(error, { colour: false })).toBe(
      'Error: The folder is not empty\n  /x\\x1b[1m\n  Try\n  again.\n',
    )
  })

  it('of ours have one, and say where to report it', () => {
    const text = formatError(new TypeError('oops'), { colour: false })
    expect(text).toMatch(/fault of create-alex-api/)
    expect(text).toMatch(/TypeError: oops\n {4}at /)
    expect(text).toMatch(/report it/)
  })

  it('keep new lines and tabs of foreign text, and nothing that moves the cursor', () => {
    expect(plain('a\n\tb\u0007\u001b]0;x\u0007\u2028')).toBe('a\n\tb\\x07\\x1b]0;x\\x07\\u2028')
  })
})
