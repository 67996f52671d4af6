import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { shellWord } from '../../../src/steps/shell.ts'
import type { Examination } from '../examination.ts'
import type { Check, Found } from '../finding.ts'
import { problemFound } from '../problem.ts'

const group = 'Files'

/** How many paths are named before the rest is only counted. */
const NAMED = 4

const sliceMissing: Check = {
  code: 'slice-missing',
  group,
  severity: 'error',
  summary: 'The history has a resource whose folder is not there.',
  needs: 'model',
  async run(project) {
    const { model } = project.manifest
    return (model?.resources ?? []).flatMap(({ collection, spelled }): Found[] => {
      const where = folderOf(collection)
      if (project.has(where)) return []
      const what = `The history has the resource ${spelled}, and its folder is not there.`
      const mend = `git checkout HEAD -- ${where}, or to be without it: npx plop remove ${spelled}`
      return [{ what, where, mend }]
    })
  },
}

const filesDeleted: Check = {
  code: 'files-deleted',
  group,
  severity: 'notice',
  summary:
    'Generated files are deleted, and git has not been told; without git, that they are gone.',
  needs: 'tree',
  async run(project) {
    const [tree, git] = [await project.tree(), await project.git()]
    const gone = goneSlices(project)
    const missing = [...tree.keys()].filter((path) => {
      // A deletion that was committed was meant, and those are findings of their own.
      if (git.inside && !git.tracked.has(path)) return false
      if (path.startsWith('migrations/') || path === 'alex.json') return false
      return !project.has(path) && !gone.some((folder) => path.startsWith(`${folder}/`))
    })
    if (missing.length === 0) return []
    const more = missing.length > NAMED ? `, and ${missing.length - NAMED} more` : ''
    const [first = ''] = missing
    return [
      {
        what: `Not there, which is fine where you do not want them: ${missing.slice(0, NAMED).join(', ')}${more}.`,
        where: first,
        mend: git.inside
          ? `git checkout HEAD -- ${missing
              .slice(0, NAMED)
              .map((path) => shellWord(path))
              .join(' ')}${more && ' …'}`
          : 'Nothing, or take them from a copy; a change of them leaves them deleted, and says so.',
      },
    ]
  },
}

const inTheWay: Check = {
  code: 'in-the-way',
  group,
  severity: 'warning',
  summary: 'A symbolic link, a folder or another spelling where a generator writes.',
  needs: 'tree',
  async run(project) {
    const found = new Map<string, Found>()
    for (const path of [...(await project.tree()).keys(), '.env']) {
      try {
        await project.readFile(path)
      } catch (error) {
        const problem = problemFound(error)
        // One link above many files is one finding.
        found.set(problem.where ?? path, problem)
      }
    }
    return [...found.values()]
  },
}

const sliceUnlisted: Check = {
  code: 'slice-unlisted',
  group,
  severity: 'notice',
  summary: 'A folder that you wrote looks like a resource, and is not served.',
  needs: 'model',
  async run(project) {
    const { model } = project.manifest
    const registry = project.text(REGISTRY) ?? ''
    const known = new Set((model?.resources ?? []).map(({ collection }) => collection))
    return foldersBelow(project.root, 'src/resources').flatMap((name): Found[] => {
      const index = `${folderOf(name)}/index.ts`
      const isSlice = project.text(index)?.includes("'../resource.ts'") ?? false
      if (known.has(name) || !isSlice || registry.includes(`'./${name}/`)) return []
      const what = `${folderOf(name)} looks like a resource, and ${REGISTRY} does not have it.`
      return [{ what, where: index, mend: `Import it in ${REGISTRY}, or leave it as it is.` }]
    })
  },
}

const REGISTRY = 'src/resources/index.ts'

const packageUnreadable: Check = {
  code: 'package-json-invalid',
  group,
  severity: 'error',
  summary: 'package.json is not there, or is not JSON.',
  async run(project) {
    if (project.packageJson() !== undefined) return []
    const there = project.has('package.json')
    const mend = 'git checkout HEAD -- package.json'
    const what = there ? 'package.json is not JSON.' : 'There is no package.json.'
    return [{ what, where: 'package.json', mend }]
  },
}

export const fileChecks: readonly Check[] = [
  packageUnreadable,
  sliceMissing,
  filesDeleted,
  sliceUnlisted,
  inTheWay,
]

function folderOf(collection: string): string {
  return `src/resources/${collection}`
}

/** The folders of resources that are gone altogether. */
export function goneSlices(project: Examination): readonly string[] {
  const folders = (project.manifest.model?.resources ?? []).map(({ collection }) =>
    folderOf(collection),
  )
  return folders.filter((folder) => !project.has(folder))
}

function foldersBelow(root: string, folder: string): readonly string[] {
  try {
    const entries = readdirSync(join(root, folder), { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  } catch {
    return []
  }
}
