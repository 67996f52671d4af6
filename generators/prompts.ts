import { cancelled, UserError, usageError } from '../src/errors.ts'

interface QuestionBase {
  /** The key of the answer. */
  readonly name: string
  /** What a command line says instead: `--docker or --no-docker`. */
  readonly flag: string
  readonly message: string
  /** Whether it is asked at all, after the answers before it. */
  readonly when?: (answers: Answers) => boolean
}

export interface TextQuestion extends QuestionBase {
  readonly kind: 'text'
  readonly default?: string
  /** Says what is wrong with an answer. */
  readonly check?: (answer: string) => Promise<string | undefined> | string | undefined
}

export interface ConfirmQuestion extends QuestionBase {
  readonly kind: 'confirm'
  readonly default?: boolean
}

interface Choice {
  readonly value: string
  readonly summary?: string
}

export interface SelectQuestion extends QuestionBase {
  readonly kind: 'select'
  readonly default?: string
  readonly choices: readonly Choice[]
}

export interface CheckboxQuestion extends QuestionBase {
  readonly kind: 'checkbox'
  readonly choices: readonly Choice[]
  /** Says what is wrong with what was chosen. */
  readonly check?: (chosen: readonly string[]) => Promise<string | undefined> | string | undefined
}

/** One of many, found by what is typed. */
export interface SearchQuestion extends QuestionBase {
  readonly kind: 'search'
  readonly choices: readonly Choice[]
}

/** A prompt as data; every one has a flag that answers it. */
export type Question =
  | TextQuestion
  | ConfirmQuestion
  | SelectQuestion
  | SearchQuestion
  | CheckboxQuestion

/** A checkbox is answered with what was chosen, in the order of its choices. */
export type Answer = string | boolean | readonly string[]
export type Answers = Readonly<Record<string, Answer | undefined>>

/** Puts one question to a person. Throws `cancelled()` on Ctrl-C, on Ctrl-D and on a signal. */
export type Ask = (question: Question) => Promise<Answer>

export interface AnswerOptions {
  /** What the command line answered already. */
  readonly given: Answers
  /** Take the default of what is missing. */
  readonly yes: boolean
  /** Somebody sits there to be asked. */
  readonly interactive: boolean
  readonly ask: Ask
  /** A command line that answers everything, for the error. */
  readonly example: string
}

/**
 * The answer to every question: from the command line, from the defaults (with `yes`), or asked.
 *
 * @throws UserError with exit code 2 that names every flag that is missing, where nobody can be
 *   asked
 */
export async function answerAll(
  questions: readonly Question[],
  { given, yes, interactive, ask, example }: AnswerOptions,
): Promise<Record<string, Answer>> {
  const missing = questions.filter(
    (question) =>
      given[question.name] === undefined &&
      !(yes && defaultOf(question) !== undefined) &&
      (question.when?.(given) ?? true),
  )
  if (missing.length > 0 && (yes || !interactive)) throw unanswered(missing, { yes, example })

  const answers: Record<string, Answer> = {}
  for (const question of questions) {
    if (given[question.name] === undefined && question.when?.(answers) === false) continue
    const known = given[question.name] ?? (yes ? defaultOf(question) : undefined)
    answers[question.name] = known ?? (await ask(question))
  }
  return answers
}

function defaultOf(question: Question): Answer | undefined {
  return 'default' in question ? question.default : undefined
}

function unanswered(
  missing: readonly Question[],
  { yes, example }: Pick<AnswerOptions, 'yes' | 'example'>,
) {
  const why = yes ? 'nothing was to be asked' : 'there is no terminal to ask in (or CI is set)'
  const defaults = missing.every((question) => defaultOf(question) !== undefined)
  return usageError(`Not everything was answered, and ${why}.`, {
    where: `missing: ${missing.map(({ flag }) => flag).join(', ')}`,
    help: defaults
      ? `Give these, or --yes for the defaults: ${example}`
      : `For example: ${example}`,
  })
}

/** Asks for a text that is a part of what a flag says, in steps. */
export async function askText(
  ask: Ask,
  flag: string,
  question: Pick<TextQuestion, 'name' | 'message' | 'check'>,
): Promise<string> {
  return String(await ask({ kind: 'text', flag, ...question }))
}

/**
 * The message of the refusal, for a prompt that asks again. A drawing of several lines is left out:
 * what it points at has just been typed, and a prompt cannot show it.
 */
export async function problemOf(check: () => unknown): Promise<string | undefined> {
  try {
    await check()
    return undefined
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const { message, where } = error
    return where === undefined || where.includes('\n') ? message : `${message} (${where})`
  }
}

/**
 * Asks in the terminal, through inquirer. The prompts are drawn on stderr, so that stdout is free
 * for `--json`.
 */
export function terminalAsk(interrupted: AbortSignal): Ask {
  return async (question) => {
    const { createPromptModule } = (await import('inquirer')).default
    const prompt = createPromptModule({ output: process.stderr, signal: interrupted })
    const asked = prompt([inquirerQuestion(question)]).then((answers) => answers.answer as Answer)
    return unlessCancelled(asked)
  }
}

function inquirerQuestion(question: Question) {
  const { message } = question
  switch (question.kind) {
    case 'text':
      return {
        type: 'input' as const,
        name: 'answer' as const,
        message,
        ...(question.default === undefined ? {} : { default: question.default }),
        validate: async (answer: string) => (await question.check?.(answer.trim())) ?? true,
        filter: (answer: string) => answer.trim(),
      }
    case 'confirm':
      return {
        type: 'confirm' as const,
        name: 'answer' as const,
        message,
        default: question.default ?? true,
      }
    case 'select':
      return {
        type: 'select' as const,
        name: 'answer' as const,
        message,
        pageSize: PAGE_SIZE,
        choices: choicesOf(question),
        ...(question.default === undefined ? {} : { default: question.default }),
      }
    case 'search':
      return {
        type: 'search' as const,
        name: 'answer' as const,
        message,
        pageSize: PAGE_SIZE,
        source: (typed = '') => {
          const words = typed.toLowerCase().split(/\s+/)
          return choicesOf(question).filter(({ name }) =>
            words.every((word) => name.toLowerCase().includes(word)),
          )
        },
      }
    case 'checkbox':
      return {
        type: 'checkbox' as const,
        name: 'answer' as const,
        message,
        pageSize: PAGE_SIZE,
        choices: choicesOf(question),
        validate: async (chosen: readonly { readonly value: string }[]) =>
          (await question.check?.(chosen.map(({ value }) => value))) ?? true,
      }
  }
}

/** As many lines as the smallest usual terminal has room for. */
const PAGE_SIZE = 16

function choicesOf({ choices }: SelectQuestion | SearchQuestion | CheckboxQuestion) {
  const widest = Math.max(...choices.map(({ value }) => value.length))
  return choices.map(({ value, summary }) => ({
    value,
    name: summary === undefined ? value : `${value.padEnd(widest)}  ${summary}`,
    short: value,
  }))
}

async function unlessCancelled<T>(asked: Promise<T>): Promise<T> {
  let closed = () => {}
  const ended = new Promise<never>((_, reject) => {
    closed = () => reject(cancelled())
  })
  // Ctrl-D closes the input and leaves the prompt waiting for ever: Node runs out of work.
  process.once('beforeExit', closed)
  try {
    return await Promise.race([asked, ended])
  } catch (error) {
    const left = ['ExitPromptError', 'AbortPromptError']
    if (error instanceof Error && left.includes(error.name)) throw cancelled()
    throw error
  } finally {
    process.removeListener('beforeExit', closed)
  }
}
