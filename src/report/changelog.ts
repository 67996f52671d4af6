import { compareVersions, isVersion } from '../manifest/version.ts'
import type { News } from '../merge/plan.ts'

interface Range {
  /** The version that is known: what it brought is left out. */
  readonly after: string
  readonly upTo: string
}

const HEADING = /^##\s+\[?v?([0-9][0-9A-Za-z.-]*)\]?(.*)$/

/** What a changelog says of the versions after one and up to another, the newest first. */
export function newsOf(changelog: string, { after, upTo }: Range): readonly News[] {
  const found: { version: string; heading: string; lines: string[] }[] = []
  for (const line of changelog.split(/\r?\n/)) {
    const [, version = '', rest = ''] = HEADING.exec(line) ?? []
    if (version !== '') found.push({ version, heading: `${version}${rest}`.trim(), lines: [] })
    // The targets of links at the end belong to no version.
    else if (!/^\[[^\]]+\]:\s/.test(line)) found.at(-1)?.lines.push(line)
  }
  return found
    .filter(({ version }) => isVersion(version))
    .filter(({ version }) => compareVersions(version, after) > 0)
    .filter(({ version }) => compareVersions(version, upTo) <= 0)
    .sort((a, b) => compareVersions(b.version, a.version))
    .map(({ version, heading, lines }) => ({ version, heading, text: lines.join('\n').trim() }))
}

/** The same for people, in lines. */
export function newsLines(news: readonly News[]): readonly string[] {
  return news.flatMap(({ heading, text }, index) => [
    ...(index === 0 ? [] : ['']),
    heading,
    ...(text === '' ? [] : text.split('\n')).map((line) => (line === '' ? '' : `  ${line}`)),
  ])
}
