import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadTemplates, type Templates } from '../../src/render/templates.ts'
import { LawBroken, live, type Tally } from './support/life.ts'
import { life } from './support/sequences.ts'

// The laws of DESIGN.md over random sequences of what people do, hand edits between them. A case that
// fails prints a script that shows it. `npm run sequences -- --cases 1000 --seed 7` asks for more.
const numRuns = Number(process.env.SEQUENCE_CASES ?? 8)
const seed = Number(process.env.SEQUENCE_SEED ?? 1)

const folder = mkdtempSync(join(tmpdir(), 'sequences-'))
let templates: Templates
beforeAll(async () => {
  templates = await loadTemplates()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test(
  `${numRuns} lives of a project keep the laws, seed ${seed}`,
  async () => {
    const tally: Tally = { commands: 0, refused: 0, conflicts: 0, edits: 0, takenBack: 0 }
    let [count, failed] = [0, 0]
    const property = fc.asyncProperty(life, async (intents) => {
      count += 1
      // A shorter one that shows the same is looked for, but not for ever.
      if (failed > 0 && count - failed > 25) return
      const outer = join(folder, String(count))
      try {
        await live(intents, join(outer, 'my-api'), templates, tally)
      } catch (error) {
        if (failed === 0) console.error(String(error))
        failed ||= count
        throw error
      } finally {
        rmSync(outer, { recursive: true, force: true })
      }
    })
    const found = await fc.check(property, { numRuns, seed })
    if (process.env.SEQUENCE_CASES) console.log(`seed ${seed}: ${JSON.stringify(tally)}`)
    if (found.failed) {
      const { errorInstance: error } = found
      throw error instanceof LawBroken ? new Error(error.message) : error
    }
    expect(tally.commands - tally.refused).toBeGreaterThan(numRuns)
    expect(tally.edits).toBeGreaterThan(numRuns)
    expect(tally.takenBack).toBeGreaterThan(0)
  },
  Math.max(180_000, numRuns * 20_000),
)
