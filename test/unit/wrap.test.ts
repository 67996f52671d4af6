import { beforeAll, describe, expect, test } from 'vitest'
import { wrap } from '../../src/render/wrap.ts'
import { formatWithBiome } from './support/biome.ts'

// Each as a template has it, formatted for the shortest names: `Aa`, `aa`, `AA` stand for a type,
// a variable and another variable that grow together.
const cases: Record<string, string> = {
  import: `import { createAaController, type AaService } from './aa.service.ts'`,
  'import of types': `import type { Aa, NewAa, AaChanges } from '../aa/aa.ts'`,
  'import of one': `import { createTheKyselyAaRepositoryForTheService } from '../aa/some/where/aa.ts'`,
  'export list': `export { createAaController, createAaService } from './aa.ts'`,
  'function with parameters': `export function createAa(aas: AaRepository, newId: () => string): AaService {
  return aas
}`,
  'async method': `export const x = {
  async updateAa(id: string, changes: AaChanges, version: number): Promise<Aa | undefined> {
    return id
  },
}`,
  'function with one destructured parameter': `export function createAaService({ aas, clock, newId }: AaServiceDependencies): AaService {
  return aas
}`,
  'call with arguments': `const aaService = createAaService(createAaRepository(database), clock, newAaId)`,
  'awaited call': `const found = await aas.findTheAaWithTheIdentifier(aaIdentifier, anotherAa, aaThree)`,
  'a chain that can hardly be broken': `const theFoundAa = await aas.findTheAaWithTheIdentifier(identifier)`,
  'a chain without await': `const theFoundAa = theRepositoryOfAllAas.findTheAaWithTheIdentifier(identifier)`,
  'call with an object': `const created = await aas.insertAa({ id: newId(), aaName: input.aaName, createdAt: now })`,
  'call with an object of two lines': `const created = await aas.insertAa({ id: newId(), aaName: input.aaName }, { aa: true })`,
  'object after a spread': `const row = aas.insertAa({ id: newId(), ...inputOfTheAa, createdAt: now, updatedAt: now, aa })`,
  'arrow with a call': `const responses = theAas.map((aa) => toTheAaResponseOfTheWire(aa, someOtherArgument))`,
  'arrow with a block': `app.get('/aas/:id', { schema: AaGetSchema, config: aaAccess }, async (request) => {
  return request
})`,
  'arrow that is exported': `export const toAaResponse = (aa: Aa, another: Aa): AaResponse => createAaResponse(aa, another)`,
  'arrow with an object': `export const toAaResponse = (aa: Aa): AaResponse => ({ id: aa.id, name: aa.name })`,
  'property with a call': `export const x = {
  aas: createAaService({ aas: createKyselyAaRepository(database), clock, newId }),
}`,
  'properties with a short and with a longer key': `export const x = {
  id: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa aa',
  name: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa aa',
  title: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa aa',
}`,
  'property with an arrow': `export const x = {
  plugin: ({ db, clock }) => aaController(createAaService(createAaRepository(db), clock)),
}`,
  union: `export type AaResult = 'aaFirst' | 'aaSecond' | 'aaThird' | 'aaFourth'`,
  'union of types': `type AaField = AaFieldOne | AaFieldTwo`,
  array: `export const aas = ['aaFirst', 'aaSecond', aaThird, aaFourth]`,
  object: `export const aas = { aaFirst, aaSecond, second: aaThird }`,
  'logical operators': `const valid = aaFirst.valid && aaSecond.valid && (aaThird || isTheFourth)`,
  'a returned condition': `export function x() {
  return aaFirst.valid && aaSecond.valid && aaThird
}`,
  'a condition': `if (aaFirst === undefined || aaSecond === undefined || aaThird === 1) {
  run()
}`,
  'a condition without a block': `if (!aa) throw new AaNotFoundError(identifierOfTheAa, \`\${aa}\`)`,
  ternary: `const value = aaFirst === undefined ? aaSecond : createAa(aaThird)`,
  'a chain of calls': `const rows = await db.selectFrom('aas').selectAll().where('aas.id', '=', id).execute()`,
  'a chain that begins with a member': `export async function x() {
  await app.db.deleteFrom('aas').where('id', '=', otherIdOfOne).execute()
}`,
  'an object of a type': `export const aasByAasOfTheOneThatHasALongName: ResourceAa = {
  tag: { name: 'aa' },
  mount: (app) => app,
}`,
  'a chain of two calls': `const rows = await db.selectFrom('aas').where('aas.id', '=', aaIdentifier)`,
  'a statement chain': `await database.deleteFrom('aas').where('aas.id', '=', aaIdentifier).executeTakeFirst()`,
  'a line of a chain': `const rows = await db
  .selectFrom('aas')
  .where((expression) => expression.and([expression('aas.id', '>', aaFirst), aaSecond]))
  .where('aas.created_at', '>', aaCreatedAt, { theAa: aaSecond })
  .execute()`,
  'a new object': `const error = new AaNotFoundError('the aa was not found', aaIdentifier, { aa })`,
  'a thrown error': `export function x() {
  throw new AaNotFoundError(aaIdentifier, 'the text', { cause: aaError })
}`,
  'a string': `const theMessageOfAa = 'a text that is about aa, and about another aa, and a third'`,
  'a property with a string': `export const x = {
  description: 'a text that is about aa, and about another aa, and then about aa',
}`,
  'a schema': `export const AaResponse = Type.Object({ aaName: Type.String({ maxLength: 200 }), aa: Type.Null() })`,
  'a property with a schema': `export const AaResponse = Type.Object({
  aaName: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()])),
  aaDate: Type.Optional(Type.String({ format: 'date-time', maxLength: 35, default: 'x' })),
})`,
  'a test': `test('an aa that exists can be read back, and is the aa that was created', async () => {
  const response = await app.inject({ method: 'GET', url: \`/v1/aas/\${aa.id}\` })
  expect(response.json()).toEqual({ aaName: aa.aaName, id: aa.id, aaTwo: aa.aaTwo })
  expect(await aas.find(aaIdentifier)).toEqual({ ...aaExample, id: aaIdentifier })
})`,
  comments: `/** What an aa is, said in one sentence of a comment that goes over the end of the line. It goes on. */
export const a = 1

/**
 * The aa of the routes as they are in the code (and so on), as the text of its file. It depends on nothing
 * else.
 */
// A line of its own, as the text of an aa that is in the code (and so on), as the text of its file. It is.
export const b = 2`,
  'a test with a template': `describe('aa', () => {
  test.each(invalidAas)('refuses an aa of $aaName', async ({ aaName, aaValue, theOther }) => {
    expect(aaName).toBe(aaValue)
  })
})`,
  'an interface': `export interface AaRepository {
  insertAa(aa: NewAa, options: AaOptions): Promise<Aa>
  readonly aaName: string | null
}`,
  'a list that may be missing': `export interface AaList {
  readonly listOfAas: readonly AaValue[] | null
  listOfAas: readonly AaSecondValue[] | null
  theNamesOfAas: readonly AaThirdValueOfItem[]
  readonly theNameOfAa?: AaFourthValueOfItem | null
  theNameOfAaRow: Generated<AaFifthValueOfItem | null>
}`,
  'a day': `export const x = {
  theDayOfAa: new Date(Date.UTC(2027, 0, made)).toISOString().slice(0, 10),
}`,
  'a parameter of a type of one': `export function aasController(
  serviceFor: ForCaller<AaByTheOtherService>,
  withIncluded: AaIncluder,
): FastifyPluginAsyncTypebox {
  return aa
}`,
  'a function in a call that is waited for': `async function x() {
  const statements = await countStatements(app.db, (db) => aaIncluderOn(db)(aas, all.join(',')))
}`,
  'a type with members': `type AaRow = { aaName: string; aaTwo: number | null; aaThree: Date }`,
  'an optional conversion': `export const x = (aa: Aa) => ({
  aaDate: aa.aaDate?.toISOString() ?? null,
  aaTwo: aa.aaTwo === null ? null : new Date(aa.aaTwo),
})`,
  'a spread of a condition': `export const x = {
  ...(body.aaName !== undefined && { aaName: new Date(body.aaName) }),
}`,
  'a migration': `export async function up(db: Database) {
  await db.schema
    .createTable('aas')
    .addColumn('aa_name', 'varchar(200)', (column) => column.notNull().defaultTo('x'))
    .addColumn('aa_two', 'timestamptz(3)', (column) => column.notNull().defaultTo(sql\`now()\`))
    .execute()
}`,
  'an error class': `export class AaNotFoundError extends NotFoundError {
  constructor(aaId: string, aaOptions: AaOptions) {
    super('aa_not_found', \`There is no aa \${aaId}.\`, aaId, aaOptions)
  }
}`,
  'a generic call': `const aaRows = await findAllOf<AaRow, AaOptions>(database, aaOptions, theAa)`,
  'an assignment to a member': `function x() {
  this.aas = createTheRepositoryOfAas(database, aaOptions, aaClock)
}`,
  'a destructured result': `const { aaName, aaTwo, aaThree } = await createTheAa(database, input)`,
  'set timeout': `const timer = setTimeout(() => {
  run()
}, theTimeoutOfAa)`,
  'a loop': `for (const aa of await theRepository.findAllTheAas(aaFirst, aaSecond)) {
  run(aa)
}`,
}

// A word of n characters in each of the spellings.
function spelled(source: string, length: number): string {
  const word = 'xyzuvw'.repeat(7).slice(0, length)
  const Word = word.charAt(0).toUpperCase() + word.slice(1)
  return `${source.replaceAll(/(?<![A-Za-z])aa(?![a-z])|(?<![A-Za-z])aa(?=s\b)/g, word).replaceAll(/Aa/g, Word)}\n`
}

const lengths = [
  1, 2, 3, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40,
]

const texts = Object.values(cases).map((source) => lengths.map((length) => spelled(source, length)))

describe('wrap breaks lines where the formatter does', () => {
  let formatted: string[]

  beforeAll(() => {
    formatted = formatWithBiome(texts.flat())
  })

  test.each(Object.keys(cases).map((name, index) => ({ name, index })))('$name', ({ index }) => {
    const sources = texts[index] ?? []
    const expected = formatted.slice(index * lengths.length, (index + 1) * lengths.length)
    expect(expected[0], 'the case itself is formatted').toBe(sources[0])
    sources.forEach((text, at) => {
      expect(wrap(text), `a name of ${lengths[at]}`).toBe(expected[at])
    })
  })
})
