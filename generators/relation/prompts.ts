import type { Manifest } from '../../src/manifest/manifest.ts'
import { sliceToChange } from '../../src/model/evolution/evolution.ts'
import type { OnDelete } from '../../src/model/field.ts'
import { foldModel } from '../../src/model/model.ts'
import { changesOf } from '../field/plan.ts'
import { type Ask, problemOf } from '../prompts.ts'
import { deletionChoices, quoted } from '../resource/field-prompts.ts'
import { defaultName, type Kind, type RelationAnswers, relationField } from './plan.ts'

interface Asking {
  readonly manifest: Manifest
  readonly ask: Ask
  readonly say: (text: string) => Promise<void>
}

type Given = Omit<RelationAnswers, 'kind'> & Partial<RelationAnswers>

/** Asks how two resources are related, as far as no flag said it, and shows the line that would. */
export async function askRelation(given: Given, asking: Asking): Promise<RelationAnswers> {
  const { manifest, ask, say } = asking
  const kind = given.kind ?? (await askKind(given, asking))
  const named = { ...given, kind }
  const field = given.field ?? (await askField(named, asking))
  const whole = { ...named, field }
  const onDelete = given.onDelete ?? (await askDeletion(whole, { manifest, ask }))
  const answers = { ...whole, ...(onDelete !== undefined && { onDelete }) }
  await say(`  npx plop relation ${answers.from} ${answers.to} -- ${flagsOf(answers)}\n`)
  return answers
}

async function askKind({ from, to }: Given, { manifest, ask }: Asking): Promise<Kind> {
  const { resources } = foldModel(manifest)
  const [own, target] = [sliceToChange(resources, from), sliceToChange(resources, to)]
  // What is for others too cannot lead to what only its owner knows of.
  const isHidden = target.accessWord === 'owner' && own.accessWord !== 'owner'
  const one = [
    { value: 'many-to-one', summary: `${own.aHuman} has one ${target.human}, who has many` },
    { value: 'one-to-one', summary: `and each ${target.human} is of one ${own.human} only` },
  ]
  const kind = await ask({
    kind: 'select',
    name: 'kind',
    flag: '--kind',
    message: 'How are they related?',
    choices: [
      ...(isHidden ? [] : one),
      { value: 'many-to-many', summary: `${own.aHuman} has several, and so has ${target.aHuman}` },
    ],
  })
  return kind as Kind
}

async function askField(answers: RelationAnswers, { manifest, ask }: Asking): Promise<string> {
  const field = await ask({
    kind: 'text',
    name: 'field',
    flag: '--field',
    message: 'What is the field called?',
    default: defaultName(manifest, answers),
    check: (typed) =>
      problemOf(() => {
        const add = relationField(manifest, { ...answers, field: typed })
        changesOf(manifest, { name: answers.from, add })
      }),
  })
  return String(field)
}

async function askDeletion(
  { to, kind, required = false }: RelationAnswers,
  { manifest, ask }: Pick<Asking, 'manifest' | 'ask'>,
): Promise<OnDelete | undefined> {
  const { softDelete } = sliceToChange(foldModel(manifest).resources, to)
  // The rows of a join table go with either side, and a row that stays is always led to.
  if (kind === 'many-to-many' || softDelete) return undefined
  const onDelete = await ask({
    kind: 'select',
    name: 'onDelete',
    flag: '--on-delete',
    message: 'When that one is to be removed?',
    default: 'restrict',
    choices: deletionChoices(!required),
  })
  return onDelete as OnDelete
}

function flagsOf({ kind, field, onDelete, required }: RelationAnswers): string {
  const rule = onDelete === undefined || onDelete === 'restrict' ? [] : [`--on-delete ${onDelete}`]
  const name = field === undefined ? [] : [`--field ${/^\w+$/.test(field) ? field : quoted(field)}`]
  return [`--kind ${kind}`, ...name, ...rule, ...(required ? ['--required'] : [])].join(' ')
}
