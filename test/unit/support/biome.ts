import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
const configuration = {
  formatter: { indentStyle: 'space', indentWidth: 2, lineWidth: 100 },
  javascript: { formatter: { quoteStyle: 'single', semicolons: 'asNeeded' } },
}

/** Formats each source as Biome does, with the style of generated projects; one process for all. */
export function formatWithBiome(sources: readonly string[], extension = 'ts'): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'biome-'))
  try {
    const paths = sources.map((source, index) => {
      const path = join(folder, `${index}.${extension}`)
      writeFileSync(path, source)
      return path
    })
    writeFileSync(join(folder, 'biome.json'), JSON.stringify(configuration))
    const program = join(root, 'node_modules/@biomejs/biome/bin/biome')
    execFileSync(process.execPath, [program, 'format', '--write', folder], {
      cwd: folder,
      stdio: 'pipe',
    })
    return paths.map((path) => readFileSync(path, 'utf8'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
