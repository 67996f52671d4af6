import { UserError } from '../../errors.ts'

/** Why an override cannot be used. */
export interface OverrideProblem {
  /** As people find it: `alex/templates/resource/…`. */
  readonly file: string
  readonly line?: number
  readonly column?: number
  readonly message: string
  /** What was probably meant. */
  readonly help?: string
}

/** Where and what, on one line. */
export function spellProblem({ file, line, column, message, help }: OverrideProblem): string {
  const at = line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`
  return `${file}${at}: ${message}${help === undefined ? '' : ` ${help}`}`
}

/** All of them at once. */
export function overrideError(problems: readonly OverrideProblem[]): UserError {
  const several = problems.length > 1 ? ` (${problems.length} problems)` : ''
  return new UserError(
    `The overrides of this project cannot be used${several}; nothing was written.`,
    {
      where: problems.map(spellProblem).join('\n'),
      help: 'Correct them. A file that is deleted there is rendered from the original again; npx create-alex-api eject --list shows every template.',
    },
  )
}

/** Problems, each told once however often it is met. */
export function problemList(): {
  readonly all: () => readonly OverrideProblem[]
  readonly add: (problem: OverrideProblem) => void
} {
  const found = new Map<string, OverrideProblem>()
  return {
    all: () => [...found.values()],
    add: (problem) => void found.set(spellProblem(problem), problem),
  }
}
