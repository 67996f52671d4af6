import { describe, expect, test } from 'vitest'
import { broughtMigrations, withMigrations } from '../../generators/update/migrations.ts'
import type { Operation } from '../../src/manifest/manifest.ts'
import { compareVersions, isPrerelease, isVersion } from '../../src/manifest/version.ts'
import { atItsTime, ownMigration } from '../../src/render/own-migrations.ts'
import type { Tree } from '../../src/render/tree.ts'
import { newsLines, newsOf } from '../../src/report/changelog.ts'

describe('versions', () => {
  test('are in the order of Semantic Versioning', () => {
    const ordered = [
      '0.1.0',
      '0.2.0-alpha',
      '0.2.0-alpha.1',
      '0.2.0-alpha.2',
      '0.2.0-alpha.10',
      '0.2.0-alpha.beta',
      '0.2.0-beta',
      '0.2.0',
      '0.2.1',
      '0.10.0',
      '1.0.0-0',
      '1.0.0',
      '10.0.0',
    ]
    const sorted = ordered.toSorted(() => -1).sort(compareVersions)
    expect(sorted).toEqual(ordered)
    for (const one of ordered) expect(compareVersions(one, one)).toBe(0)
  })

  test('are told from other words', () => {
    for (const word of ['', 'latest', '1.0', 'v1.0.0', '1.0.0 ', '^1.0.0']) {
      expect(isVersion(word)).toBe(false)
    }
    expect(['0.1.0', '1.0.0-beta.1'].map(isVersion)).toEqual([true, true])
    expect(['0.1.0', '1.0.0-beta.1'].map(isPrerelease)).toEqual([false, true])
  })
})

describe('what a changelog says', () => {
  const CHANGELOG = [
    '# Changelog',
    'About it.',
    '## [Unreleased]',
    '- Nothing yet.',
    '## [0.3.0] - 2027-01-01',
    '- Third.',
    '## 0.2.0 — 2026-12-24',
    '',
    '### Added',
    '',
    '- Second.',
    '',
    '## 0.1.0',
    '- First.',
    '[0.3.0]: https://example.com/0.3.0',
  ]

  test.each(['\n', '\r\n'])('is that of the versions after one and up to another', (end) => {
    const changelog = CHANGELOG.join(end)
    expect(newsOf(changelog, { after: '0.1.0', upTo: '0.3.0' })).toEqual([
      { version: '0.3.0', heading: '0.3.0 - 2027-01-01', text: '- Third.' },
      { version: '0.2.0', heading: '0.2.0 — 2026-12-24', text: '### Added\n\n- Second.' },
    ])
    const versions = (after: string, upTo: string) =>
      newsOf(changelog, { after, upTo }).map(({ version }) => version)
    expect(versions('0.1.0', '0.2.0')).toEqual(['0.2.0'])
    expect(versions('0.0.9', '0.1.0')).toEqual(['0.1.0'])
    expect(versions('0.3.0', '0.4.0')).toEqual([])
    expect(newsOf('', { after: '0.1.0', upTo: '0.2.0' })).toEqual([])
  })

  test('is spelled below the version', () => {
    const news = newsOf(CHANGELOG.join('\n'), { after: '0.1.0', upTo: '0.3.0' })
    expect(newsLines(news)).toEqual([
      '0.3.0 - 2027-01-01',
      '  - Third.',
      '',
      '0.2.0 — 2026-12-24',
      '  ### Added',
      '',
      '  - Second.',
    ])
  })
})

describe('migrations', () => {
  const tree = (...paths: readonly string[]): Tree =>
    new Map(paths.map((path) => [path, { content: path, mode: 0o644 }]))
  const KEYS = 'migrations/00000000T000000Z_create_keys.ts'
  const NOTES = 'migrations/00000000T000001Z_create_notes.ts'
  const ARTICLES = 'migrations/20261122T093000Z_create_articles.ts'
  const at = '20270101T000000Z'

  test('of the project itself come at their time, where a later version brings them', () => {
    expect(ownMigration(KEYS)).toBe('create_keys')
    expect(ownMigration(ARTICLES)).toBeUndefined()
    const upgrades = [{ at, run: 'upgrade' as const, name: 'create_notes' }]
    expect(atItsTime(NOTES, upgrades)).toBe(`migrations/${at}_create_notes.ts`)
    expect([KEYS, ARTICLES, 'src/main.ts'].map((path) => atItsTime(path, upgrades))).toEqual([
      KEYS,
      ARTICLES,
      'src/main.ts',
    ])
    expect(broughtMigrations(tree(KEYS, ARTICLES), tree(KEYS, NOTES, ARTICLES))).toEqual([
      'create_notes',
    ])
  })

  test('that exist stay as they are: content, name and all', () => {
    const base: Tree = new Map([
      [KEYS, { content: 'as it was', mode: 0o644 }],
      [ARTICLES, { content: 'as it was', mode: 0o644 }],
      ['src/main.ts', { content: 'old', mode: 0o644 }],
    ])
    const named = `migrations/20261122T093000Z_articles_table.ts`
    const brought = `migrations/${at}_create_notes.ts`
    const history: Operation[] = [{ at, run: 'upgrade', name: 'create_notes' }]
    const target = withMigrations(base, tree(KEYS, named, brought, 'src/main.ts'), history)
    expect([...target.keys()].sort()).toEqual([KEYS, ARTICLES, brought, 'src/main.ts'].sort())
    expect(target.get(KEYS)).toEqual(base.get(KEYS))
    expect(target.get(ARTICLES)).toEqual(base.get(ARTICLES))
    expect(target.get('src/main.ts')?.content).toBe('src/main.ts')
  })

  test('that an operation of the past would bring are refused: no database is there any more', () => {
    expect(() => withMigrations(tree(KEYS), tree(KEYS, ARTICLES), [])).toThrow(
      `${ARTICLES}: the operation had no migration before this version`,
    )
  })
})
