import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { foldModel } from '../../src/model/model.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplates, loadTemplatesFromSource } from '../../src/render/templates.ts'
import { articles, manifestWith } from './support/manifests.ts'

const root = join(import.meta.dirname, '../..')

function build(): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/build.js'], { cwd: root })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('close', (code) => resolve({ code, output }))
  })
}

test('two builds at once both succeed, and leave one whole build', async () => {
  const dist = join(root, 'dist')
  let isBuilt = false
  const both = Promise.all([build(), build()]).finally(() => {
    isBuilt = true
  })
  // Whoever packs dist/ meanwhile finds in it what belongs there.
  const seen = new Set<string>()
  while (!isBuilt) {
    for (const name of readdirSync(dist)) seen.add(name)
    await sleep(20)
  }
  expect([...seen].sort()).toEqual(['generators', 'src', 'templates'])
  for (const { code, output } of await both) {
    expect(output).toBe('')
    expect(code).toBe(0)
  }
  expect(statSync(join(dist, 'src/cli.js')).mode & 0o111).not.toBe(0)

  const built = await loadTemplates()
  const sources = await loadTemplatesFromSource(join(root, 'templates'))
  expect(built.map(({ path }) => path)).toEqual(sources.map(({ path }) => path))
  const model = foldModel(manifestWith({ history: [articles] }))
  expect(render(model, built)).toEqual(render(model, sources))
})

test('at run time there is no compiler and no JSON Schema library', () => {
  const dist = join(root, 'dist/src')
  // A project that has templates of its own needs it; test/cli/startup.test.ts sees to it that no other does.
  const late = ['render/compile.js', 'render/overrides/compile.js']
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((name) => name.endsWith('.js') && !late.includes(name))) {
    const text = readFileSync(join(dist, file), 'utf8')
    expect(text, file).not.toMatch(/from '(?:handlebars|ajv)['/](?!runtime)/)
  }
  expect(existsSync(join(dist, 'manifest/schema-validator.js'))).toBe(true)
})
