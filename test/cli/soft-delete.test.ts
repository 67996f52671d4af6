import { expect, test } from 'vitest'
import { makeProject, runPlop, snapshot } from './support/program.ts'

const FIELDS = ['--fields', 'slug:string(80):unique']

test('--soft-delete is kept by the history, and is part of what is there already', async () => {
  const { root: cwd, manifest } = await makeProject()
  const add = ['resource', 'article', '--', ...FIELDS]
  const { code, stderr } = await runPlop([...add, '--soft-delete', '-y'], { cwd })
  expect(code, stderr).toBe(0)
  expect(manifest().history).toMatchObject([{ name: 'article', softDelete: true }])
  const before = snapshot(cwd)

  const same = await runPlop([...add, '--soft-delete', '-y'], { cwd })
  expect(same.stderr).toContain('nothing to change')
  const other = await runPlop([...add, '-y'], { cwd })
  expect(other.code).toBe(1)
  expect(other.stderr).toContain('what is removed stays in its table')
  expect(snapshot(cwd)).toEqual(before)
})

test('--soft-delete is no flag of a controller', async () => {
  const { root: cwd } = await makeProject()
  const { code, stderr } = await runPlop(['controller', 'article', '--', '--soft-delete'], { cwd })
  expect(code).toBe(2)
  expect(stderr).toContain('--soft-delete')
})
