import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someone } from '../../../test/support/identity.ts'
import { countStatements } from '../../../test/support/plan.ts'
import { storeTopic } from '../topics/topic.factory.ts'
import { storeNote } from './note.factory.ts'
import { createNoteIncluder } from './note.included.ts'
import { noteIncluderOn } from './note.includer.ts'

const url = '/v1/notes'
const all = ['folder', 'topic']
const repositories = ['folders', 'topics']

let app: TestApp
let id: string

beforeAll(async () => {
  app = await createTestApp({ caller: someone })
})

afterAll(async () => {
  await app.close()
})

beforeEach(async () => {
  const note = await storeNote(app.db)
  id = note.id
})

describe('what is included in a note', () => {
  it.each(all)('is %s, as it is shown alone', async (name) => {
    const answer = await app.api.inject(`${url}/${id}?include=${name}`)
    const alone = await app.api.inject(`${url}/${id}`)

    expect(answer.statusCode).toBe(200)
    const { [name]: found, ...rest } = answer.json()
    expect(rest).toEqual(alone.json())
    expect(found?.id ?? null).toBe(rest[`${name}Id`])
  })

  it('is no topic that is removed, while its id stays', async () => {
    const topic = await storeTopic(app.db)
    const note = await storeNote(app.db, { topicId: topic.id })
    await app.db
      .updateTable('topics')
      .set({ deleted_at: new Date() })
      .where('id', '=', topic.id)
      .execute()

    const answer = await app.api.inject(`${url}/${note.id}?include=topic`)

    expect(answer.json()).toMatchObject({ topicId: topic.id, topic: null })
  })

  it('is in lists too, and a cursor does not mind it', async () => {
    await storeNote(app.db)
    const include = all.join(',')

    const first = await app.api.inject(`${url}?limit=1&include=${include}`)
    const { data, page } = first.json()
    const rest = await app.api.inject(`${url}?limit=1&cursor=${page.next}`)

    expect(Object.keys(data[0])).toEqual(expect.arrayContaining(all))
    expect(first.headers.link).toContain('include=')
    expect(rest.statusCode).toBe(200)
    expect(Object.keys(rest.json().data[0])).not.toEqual(expect.arrayContaining(all))
  })

  it('has no tag: it changes when the other does, and the version stays', async () => {
    const headers = { 'if-none-match': '"1"' }
    const alone = await app.api.inject({ url: `${url}/${id}`, headers })
    const including = await app.api.inject({ url: `${url}/${id}?include=${all[0]}`, headers })

    expect(alone.statusCode).toBe(304)
    expect(including.statusCode).toBe(200)
    expect(including.headers.etag).toBeUndefined()
    expect(including.headers['cache-control']).toBe('no-store')
  })

  it.each(['not-a-field', 'id', `${all[0]},not-a-field`, `${all[0]}.id`, ''])(
    'cannot be %s',
    async (include) => {
      for (const own of [url, `${url}/${id}`]) {
        const answer = await app.api.inject(`${own}?include=${include}`)
        expect(answer.statusCode).toBe(400)
        expect(answer.json().errors[0]).toMatchObject({
          parameter: 'include',
          message: expect.stringContaining(`${all[0]}`),
        })
      }
    },
  )

  it('is read in one query for each table, however much it is', async () => {
    const asked: string[] = []
    const answering = async (repository: string) => {
      asked.push(repository)
      return []
    }
    const counted = Object.fromEntries(
      repositories.map((repository) => [repository, { findMany: () => answering(repository) }]),
    )
    const withIncluded = createNoteIncluder(counted as never)
    const notes = [await storeNote(app.db), await storeNote(app.db)]

    await withIncluded(notes, all.join(','))
    expect(asked.toSorted()).toEqual(repositories.toSorted())
    await withIncluded(notes, undefined)
    expect(asked).toHaveLength(repositories.length)
    const statements = await countStatements(app.db, (db) =>
      noteIncluderOn(db, someone.id)(notes, all.join(',')),
    )
    expect(statements).toBeLessThanOrEqual(repositories.length)
  })
})
