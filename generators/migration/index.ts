import type { Arguments } from '../../src/cli/command.ts'
import { migrationName } from '../../src/model/migrations.ts'
import { nameOf, textOf } from '../operation/ask.ts'
import type { Context, OperationGenerator } from '../operation/operation.ts'
import { type Ask, answerAll, problemOf, type Question } from '../prompts.ts'
import { type MigrationAnswers, migrationNotices, migrationOperation } from './plan.ts'

/** `plop migration` */
export const generator: OperationGenerator<MigrationAnswers> = {
  answer,
  operation: migrationOperation,
  notices: migrationNotices,
  already: ({ name }) => ({ message: `The project has the migration ${name} already` }),
}

type Form = 'index' | 'constraint' | 'validate'

const forms: Readonly<Record<Form, { flag: string; summary: string; message: string }>> = {
  index: {
    flag: '--add-index',
    summary: 'an index',
    message: 'On which columns? For instance articles(status,created_at)',
  },
  constraint: {
    flag: '--add-constraint',
    summary: 'a rule that rows must keep',
    message: 'Which rule? For instance articles: check (views >= 0)',
  },
  validate: {
    flag: '--validate-constraint',
    summary: 'a look whether all rows keep a rule',
    message: 'Which rule? For instance articles: views-not-negative',
  },
}

async function answer(
  { flags, positionals }: Arguments,
  { manifest, session, asking, ask }: Context,
): Promise<MigrationAnswers> {
  const question: Question = {
    kind: 'text',
    name: 'name',
    flag: '[name]',
    message: 'What does it do? For instance articles-by-status',
    check: (typed) => problemOf(() => migrationName(typed)),
  }
  const answers = await answerAll([question], {
    given: { name: nameOf({ flags, positionals }) },
    yes: Boolean(flags.yes),
    interactive: session.interactive,
    ask,
    example: 'npx plop migration articles-by-status',
  })
  const name = String(answers.name)
  const given = {
    ...formOf('index', textOf(flags['add-index'])),
    ...formOf('constraint', textOf(flags['add-constraint'])),
    ...(flags['not-valid'] && { notValid: true }),
    ...formOf('validate', textOf(flags['validate-constraint'])),
  }
  if (!asking || Object.keys(given).length > 0) return { name, ...given }
  return {
    name,
    ...(await askForm(ask, (form) => migrationOperation(manifest, { name, ...form }, new Date()))),
  }
}

function formOf(form: Form, typed: string | undefined): Partial<Record<Form, string>> {
  return typed === undefined ? {} : { [form]: typed }
}

async function askForm(
  ask: Ask,
  check: (form: Omit<MigrationAnswers, 'name'>) => unknown,
): Promise<Omit<MigrationAnswers, 'name'>> {
  const kind = await ask({
    kind: 'select',
    name: 'form',
    flag: Object.values(forms)
      .map(({ flag }) => flag)
      .join(', '),
    message: 'What is in it?',
    default: 'empty',
    choices: [
      { value: 'empty', summary: 'what you write' },
      ...Object.entries(forms).map(([value, { summary }]) => ({ value, summary })),
    ],
  })
  if (kind === 'empty') return {}
  const form = kind as Form
  const { flag, message } = forms[form]
  const typed = await ask({
    kind: 'text',
    name: form,
    flag,
    message,
    check: (text) => problemOf(() => check(formOf(form, text))),
  })
  const answers = formOf(form, String(typed))
  if (form !== 'constraint') return answers
  const later = await ask({
    kind: 'confirm',
    name: 'notValid',
    flag: '--not-valid',
    message: 'Leave the rows that are there for a later migration?',
    default: false,
  })
  return later ? { ...answers, notValid: true } : answers
}
