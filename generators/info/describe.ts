import { plainLine } from '../../src/report/plain.ts'
import type { Info, IntegrationInfo, ProjectInfo, ResourceInfo } from './collect.ts'

/** The same for people, in lines that can be put into a report of a fault. */
export function describeInfo({ running, machine, project }: Info): string {
  const rows: Row[] = [
    ['create-alex-api', `${running.version}, from ${ORIGINS[running.from]} (${running.folder})`],
    ['Node', `${machine.node} on ${machine.platform} ${machine.arch}`],
    ...(project === null ? [] : projectRows(project)),
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const lines = rows.map(([name, value]) => `${name.padEnd(width)}  ${plainLine(value)}\n`)
  return project === null ? [...lines, 'There is no project here.\n'].join('') : lines.join('')
}

type Row = readonly [name: string, value: string]

const ORIGINS = {
  registry: 'the registry',
  vendored: 'the archive in vendor/',
  checkout: 'a checkout',
  archive: 'an archive or a link',
} as const

function projectRows(project: ProjectInfo): readonly Row[] {
  const { problem, name, version, installed, features, node, git, lastOperation } = project
  const resources = (project.resources ?? []).map((one): Row => ['', spellResource(one)])
  return [
    ['project', `${name ?? 'unknown'}, at ${version ?? 'no version'} (${project.root})`],
    ...(problem === undefined ? [] : [['alex.json', problem] as const]),
    ['installed', installed ?? 'nothing'],
    ['package manager', project.packageManager],
    ['Node it needs', `${node.needed}${node.pinned === null ? '' : `, comes with ${node.pinned}`}`],
    ...(features === null ? [] : [['features', features.join(', ') || 'none'] as const]),
    ...(project.operations === null
      ? []
      : [
          [
            'operations',
            `${project.operations}${lastOperation ? `, last ${lastOperation}` : ''}`,
          ] as const,
        ]),
    ['database', project.database === 'embedded' ? 'embedded' : 'DATABASE_URL'],
    [
      'git',
      git === null
        ? 'none'
        : `${git.branch ?? 'no branch'}, ${git.clean ? 'clean' : 'with changes'}`,
    ],
    ...(project.resources === null ? [] : [['resources', `${resources.length}`] as const]),
    ...resources,
    ...(project.integrations ?? []).map(
      (one, index): Row => [index === 0 ? 'integrations' : '', spellIntegration(one)],
    ),
  ]
}

function spellIntegration({ name, operations, address }: IntegrationInfo): string {
  return `${name}, at ${address}: ${operations.join(', ')}`
}

const WHOLE = ['repository', 'service', 'controller']

function spellResource({ name, parts, access, softDelete, versions }: ResourceInfo): string {
  return [
    name,
    ...(WHOLE.every((part) => parts.includes(part)) ? [] : [parts.join(' and ')]),
    access,
    ...(softDelete ? ['soft delete'] : []),
    ...(versions.length > 0 ? [versions.join(' ')] : []),
  ].join(', ')
}
