import type { Check } from '../finding.ts'

const gitNone: Check = {
  code: 'git-none',
  group: 'Git',
  severity: 'notice',
  summary: 'The project is in no git repository.',
  async run(project) {
    if ((await project.git()).inside) return []
    return [
      {
        what: 'The project is in no git repository, so nothing that is lost comes back.',
        mend: 'git init && git add --all && git commit --message "Begin"',
      },
    ]
  },
}

export const gitChecks: readonly Check[] = [gitNone]
