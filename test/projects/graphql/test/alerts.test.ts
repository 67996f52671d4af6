import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from './support/app.ts'
import { fakeDatabase } from './support/http.ts'

const read = (name: string) =>
  readFileSync(new URL(`../docs/${name}`, import.meta.url), 'utf8').replaceAll('\r\n', '\n')
const rules = read('alerts.yaml')
  .split(/^ *- alert: /m)
  .slice(1)
  .map((text) => ({ name: /^\w+/.exec(text)?.[0] ?? '', text }))

/** The metrics of an expression: functions come before a bracket, labels stand in braces. */
function metricsOf(text: string): string[] {
  const expression = /^ *expr: (.*)$/m.exec(text)?.[1] ?? ''
  const bare = expression.replace(/\{[^}]*\}|\[[^\]]*\]|\b(?:by|without|on) ?\([^)]*\)/g, '')
  const names = bare.match(/\b[a-z]+(?:_[a-z0-9]+)+\b(?! *\()/g) ?? []
  return names.map((name) => name.replace(/_(?:bucket|count|sum)$/, ''))
}

let app: TestApp
let metrics: string

beforeAll(async () => {
  app = await createTestApp({ database: fakeDatabase(), resources: [] })
  metrics = (await app.api.inject('/metrics')).body
})
afterAll(() => app.close())

describe.each(rules)('the alert $name', ({ name, text }) => {
  test('asks for metrics that there are', () => {
    const names = metricsOf(text)
    expect(names).not.toEqual([])
    expect(names.filter((it) => !metrics.includes(`# TYPE ${it} `))).toEqual([])
  })

  test('says where it is told what to do', () => {
    expect(text).toContain(`runbook: docs/alerts.md#${name.toLowerCase()}\n`)
    expect(read('alerts.md')).toMatch(new RegExp(`^## ${name}$`, 'm'))
  })
})

test('what is told about belongs to an alert', () => {
  const told = [...read('alerts.md').matchAll(/^## (\w+)$/gm)].map(([, name]) => name)
  expect(told.sort()).toEqual(rules.map(({ name }) => name).sort())
})
