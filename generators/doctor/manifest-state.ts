import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../src/errors.ts'
import { MANIFEST_FILE, type Manifest } from '../../src/manifest/manifest.ts'
import { parseManifest } from '../../src/manifest/parse.ts'
import { isVersion } from '../../src/manifest/version.ts'
import { foldModel, type Model } from '../../src/model/model.ts'

/** The manifest as far as it can be read: the project may be damaged, or another version's. */
export interface ManifestState {
  readonly text?: string
  /** What of it is of use, whatever is wrong with the rest; of unknown shapes. */
  readonly loose: {
    readonly version?: unknown
    readonly name?: unknown
    readonly packageManager?: unknown
    readonly features?: unknown
    readonly history?: unknown
  }
  readonly manifest?: Manifest
  readonly model?: Model
  /** Why there is no manifest, or no model. */
  readonly problem?: UserError
  /** The version that wrote it, where that is another than the running copy. */
  readonly otherVersion?: string
}

/** Reads the manifest of a project. Never throws for what is in it. */
export function readManifestState(root: string, version: string): ManifestState {
  let text: string
  try {
    text = readFileSync(join(root, MANIFEST_FILE), 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const isGone = code === 'ENOENT'
    const problem = new UserError(
      isGone
        ? `There is no ${MANIFEST_FILE}, without which nothing can be generated.`
        : `${MANIFEST_FILE} cannot be read (${code ?? message}).`,
      {
        where: MANIFEST_FILE,
        help: isGone
          ? `git checkout HEAD -- ${MANIFEST_FILE}`
          : `Make it a file that you may read, or take it back: git checkout HEAD -- ${MANIFEST_FILE}`,
      },
    )
    return { loose: {}, problem }
  }
  const loose = looseOf(text)
  try {
    const manifest = parseManifest(text, { version })
    return { text, loose, manifest, ...modelOf(manifest) }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const other = loose.version
    const isOther = typeof other === 'string' && other !== version && isVersion(other)
    return { text, loose, problem: error, ...(isOther && { otherVersion: other }) }
  }
}

function modelOf(manifest: Manifest): Pick<ManifestState, 'model' | 'problem'> {
  try {
    return { model: foldModel(manifest) }
  } catch (error) {
    if (error instanceof UserError) return { problem: error }
    throw error
  }
}

function looseOf(text: string): ManifestState['loose'] {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''))
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
