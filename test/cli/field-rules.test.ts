import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createAlexApi, makeProject, runPlop, snapshot } from './support/program.ts'

const plain = 'name:string(100) salary:integer?:index'
const ruled = 'salary:integer?:index:read(hr):write(hr)'

async function withEmployee(fields: string) {
  const { root: cwd, manifest } = await makeProject()
  const run = (...args: string[]) => runPlop([...args, '-y'], { cwd })
  const employee = ['resource', 'employee', '--', '--access', 'authenticated', '--fields', fields]
  const made = await run(...employee)
  expect(made.code, made.stderr).toBe(0)
  return { cwd, manifest, run }
}

const withoutHistory = (cwd: string) => {
  const { 'alex.json': _, ...files } = snapshot(cwd)
  return files
}

test('rules come to fields that are there and go again, without a migration, around what was written by hand', async () => {
  const { cwd, run } = await withEmployee(plain)
  const service = join(cwd, 'src/resources/employees/employee.service.ts')
  writeFileSync(service, `// Ours.\n${readFileSync(service, 'utf8')}`)
  const before = withoutHistory(cwd)

  const added = await run('field', 'employee', '--', '--alter', ruled)
  expect(added.code, added.stderr).toBe(0)
  const there = withoutHistory(cwd)
  const read = (path: string) => readFileSync(join(cwd, path), 'utf8')
  expect(read('src/resources/employees/employee.policy.ts')).toContain(
    "salary: { read: { roles: ['hr'] }, write: { roles: ['hr'] } },",
  )
  expect(there).toHaveProperty(['src/resources/employees/employee.fields.test.ts'])
  expect(read('docs/architecture.md')).toContain('| `employees` | `salary` | the role `hr` |')
  expect(read('src/resources/employees/employee.service.ts')).toMatch(/^\/\/ Ours\./)
  const migrations = (files: object) => Object.keys(files).filter((it) => /^migrations\//.test(it))
  expect(migrations(there)).toEqual(migrations(before))

  const gone = await run('field', 'employee', '--', '--alter', 'salary:integer?:index')
  expect(gone.code, gone.stderr).toBe(0)
  expect(withoutHistory(cwd)).toEqual(before)

  const back = await createAlexApi(['undo', '--yes'], { cwd })
  expect(back.code, back.stderr).toBe(0)
  expect(withoutHistory(cwd)).toEqual(there)
  const all = await createAlexApi(['undo', '--yes'], { cwd })
  expect(all.code, all.stderr).toBe(0)
  expect(withoutHistory(cwd)).toEqual(before)
})

test('rules that would be for nobody, or for everyone, change nothing', async () => {
  const { cwd, run } = await withEmployee(`${plain} rank:integer:write(hr)=0`)
  const before = snapshot(cwd)
  const refusals = [
    [['field', 'employee', '--', '--alter', 'name:string(100):write(hr)'], 'could make none'],
    [['field', 'employee', '--', '--add', 'code:string?:unique:read(hr)'], 'refused value'],
    [['options', 'employee', '--', '--access', 'public'], 'rank cannot be for some'],
    [['options', 'employee', '--', '--access', 'role(hr)'], 'write(hr) of rank says nothing'],
    [['resource', 'wage', '--', '--fields', 'n:integer?:read(hr)'], '--access authenticated'],
  ] as const
  for (const [args, said] of refusals) {
    const { code, stderr } = await run(...args)
    expect(code).toBe(1)
    expect(stderr).toContain(said)
  }
  expect(snapshot(cwd)).toEqual(before)
})
