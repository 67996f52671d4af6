import type { Arguments } from '../../src/cli/command.ts'
import type { PackageManagerName } from '../../src/manifest/manifest.ts'
import type { Feature } from '../../src/model/features/feature.ts'
import { features } from '../../src/model/features.ts'
import { packageManagerNames } from '../../src/model/package-managers.ts'
import { type Answers, problemOf, type Question } from '../prompts.ts'

/** The features that somebody decides on; the others follow from the machine. */
export const askedFeatures = features.filter(({ automatic }) => !automatic)

export interface ProjectQuestions {
  readonly packageManager: PackageManagerName
  /** Throws a UserError for a directory that will not do. */
  readonly checkDirectory: (typed: string) => Promise<unknown>
}

/** What is asked to make a project. */
export function projectQuestions({
  packageManager,
  checkDirectory,
}: ProjectQuestions): readonly Question[] {
  return [
    {
      kind: 'text',
      name: 'directory',
      flag: '[directory]',
      message: 'Where shall it be made?',
      default: 'my-api',
      check: (typed) => problemOf(() => checkDirectory(typed)),
    },
    {
      kind: 'select',
      name: 'packageManager',
      flag: '--package-manager',
      message: 'Which package manager?',
      default: packageManager,
      choices: packageManagerNames.map((value) => ({ value })),
    },
    ...askedFeatures.map(featureQuestion),
    {
      kind: 'confirm',
      name: 'example',
      flag: '--example or --no-example',
      message: 'Add a small resource, article, to begin with?',
      default: false,
    },
  ]
}

function featureQuestion({
  name,
  question: message,
  flag,
  noFlag,
  default: given,
  kinds,
  needs,
}: Feature): Question {
  const when = needs && {
    when: (answers: Answers) => answers[needs.name] === needs.kind,
  }
  if (!kinds) {
    const flags = `${flag} or ${noFlag}`
    return { kind: 'confirm', name, flag: flags, message, default: given === true, ...when }
  }
  return {
    kind: 'select',
    name,
    flag: `--${name}`,
    message,
    default: String(given),
    choices: kinds,
  }
}

/** What the command line answered. */
export function givenAnswers({ flags, positionals }: Arguments): Answers {
  const either = (yes: string, no: string) => (flags[yes] ? true : flags[no] ? false : undefined)
  return {
    directory: positionals[0],
    packageManager: flags['package-manager'],
    auth: flags.auth,
    oidc: either('oidc', 'no-oidc'),
    graphql: either('graphql', 'no-graphql'),
    jobs: either('jobs', 'no-jobs'),
    outbound: either('outbound', 'no-outbound'),
    docker: either('docker', 'no-docker'),
    'github-ci': flags.ci === undefined ? either('', 'no-ci') : flags.ci === 'github',
    example: either('example', 'no-example'),
  }
}

/** The package manager that runs us, as npm's user agent names it; npm where none does. */
export function runningPackageManager(userAgent: string | undefined): PackageManagerName {
  const name = userAgent?.split('/')[0]
  return packageManagerNames.find((known) => known === name) ?? 'npm'
}
