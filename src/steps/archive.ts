import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fsExtra from 'fs-extra'
import { UserError } from '../errors.ts'

interface PackageJson {
  readonly name: string
  readonly version: string
  readonly files?: readonly string[]
}

/** What npm takes along, named in `files` or not. */
const ALWAYS = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']

/** The same time in every archive, so that the bytes depend on nothing but the files. */
const EPOCH = new Date('2000-01-01T00:00:00Z')

const packed = new Map<string, Promise<Uint8Array>>()

/**
 * The running copy as an archive that npm installs: the same bytes for the same files, whatever
 * the machine and the time. Packed once per process.
 *
 * Throws a UserError where the copy lacks a file that its package.json promises (not built yet).
 */
export function packSelf(packageRoot: string): Promise<Uint8Array> {
  const known = packed.get(packageRoot) ?? pack(packageRoot)
  packed.set(packageRoot, known)
  return known
}

// Hundreds of small files: to read them one after another takes a tenth of what it takes to wait
// for each.
async function pack(packageRoot: string): Promise<Uint8Array> {
  const { files = [] } = readPackage(packageRoot)
  const paths = new Set<string>()
  for (const entry of files) {
    const found = filesBelow(packageRoot, entry)
    if (found.length === 0) {
      throw new UserError(`This copy of create-alex-api lacks ${entry}`, {
        where: packageRoot,
        help: 'In a checkout, run "npm run build" first.',
      })
    }
    for (const path of found) paths.add(path)
  }
  for (const entry of ALWAYS) for (const path of filesBelow(packageRoot, entry)) paths.add(path)
  const { Header, Pack, ReadEntry } = await import('tar')
  const pack = new Pack({ gzip: { level: 6 }, portable: true })
  const chunks: Uint8Array[] = []
  pack.on('data', (chunk) => chunks.push(chunk as Uint8Array))
  const ended = new Promise<void>((resolve, reject) => {
    pack.on('end', resolve)
    pack.on('error', reject)
  })
  for (const path of [...paths].sort()) {
    const content = readFileSync(join(packageRoot, path))
    const executable = (statSync(join(packageRoot, path)).mode & 0o100) !== 0
    const header = new Header({
      path: `package/${path}`,
      mode: executable ? 0o755 : 0o644,
      size: content.length,
      type: 'File',
      mtime: EPOCH,
    })
    const entry = new ReadEntry(header)
    entry.end(content)
    pack.add(entry)
  }
  pack.end()
  await ended
  return Buffer.concat(chunks)
}

/**
 * True only where npm's own lock file, beside the copy, proves that it came from a registry. Where
 * that cannot be told (a checkout, another package manager), false.
 */
export async function cameFromRegistry(packageRoot: string): Promise<boolean> {
  try {
    const { name, version } = readPackage(packageRoot)
    const modules = dirname(packageRoot)
    const lock = fsExtra.readJsonSync(join(modules, '.package-lock.json'))
    const entry = lock?.packages?.[`node_modules/${name}`]
    if (entry?.version !== version || entry.link === true) return false
    const { protocol, pathname } = new URL(String(entry.resolved))
    return protocol === 'https:' && pathname.endsWith(`/${name}/-/${name}-${version}.tgz`)
  } catch {
    return false
  }
}

function readPackage(packageRoot: string): PackageJson {
  return fsExtra.readJsonSync(join(packageRoot, 'package.json')) as PackageJson
}

/** The files at or below a path, relative to the package, with `/`. */
function filesBelow(packageRoot: string, path: string): string[] {
  const stats = statSync(join(packageRoot, path), { throwIfNoEntry: false })
  if (stats?.isFile()) return [path]
  if (!stats?.isDirectory()) return []
  const names = readdirSync(join(packageRoot, path)).filter((name) => name !== 'node_modules')
  return names.flatMap((name) => filesBelow(packageRoot, `${path}/${name}`))
}
