import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app.ts'
import { someone } from '../../../test/support/identity.ts'
import { indexesOf, planOf } from '../../../test/support/plan.ts'
import { newId } from '../../shared/id.ts'
import { storeTopic } from '../topics/topic.factory.ts'
import { storeNote } from './note.factory.ts'
import { createKyselyNoteRepository } from './note.repository.kysely.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ caller: someone })
})

afterAll(async () => {
  await app.close()
})

describe('topicId of a note', () => {
  it('is of a topic that exists, as the database says', async () => {
    const topic = await storeTopic(app.db)
    const note = await storeNote(app.db)

    const known = await change(note.id, topic.id)
    const unknown = await change(note.id, newId())

    expect(known.statusCode).toBe(200)
    expect(known.json().topicId).toBe(topic.id)
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json()).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '/topicId', code: 'unknown_reference' }],
    })
  })

  it('stays when the topic of the note is removed', async () => {
    const topic = await storeTopic(app.db)
    const note = await storeNote(app.db, { topicId: topic.id })

    const url = `/v1/topics/${topic.id}`
    const removed = await app.api.inject({ method: 'DELETE', url })

    expect(removed.statusCode).toBe(204)
    const left = await app.db
      .selectFrom('notes')
      .select('topic_id as referred')
      .where('id', '=', note.id)
      .execute()
    expect(left.map(({ referred }) => referred)).toEqual([topic.id])
  })
})

describe('the notes whose topic is a topic', () => {
  it('are listed below it, page by page, the newest first', async () => {
    const topic = await storeTopic(app.db)
    const ids: string[] = []
    for (const minute of [1, 2, 2]) {
      const createdAt = new Date(Date.UTC(2026, 0, 31, 9, minute))
      const own = await storeNote(app.db, { topicId: topic.id, createdAt })
      ids.push(own.id)
    }
    await storeNote(app.db)

    const first = await list(topic.id, '?limit=2')
    const { data, page } = first.json<ListAnswer>()
    const rest = await list(topic.id, `?limit=2&cursor=${page.next}`)

    expect(first.headers.link).toMatch(`/notes?limit=2&cursor=${page.next}>; rel="next"`)
    const seen = [...data, ...rest.json<ListAnswer>().data]
    expect(seen.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(seen.at(-1)?.id).toBe(ids[0])
    expect(rest.json<ListAnswer>().page.next).toBeNull()
  })

  it('are the same as in the whole list, narrowed to it', async () => {
    const topic = await storeTopic(app.db)
    await storeNote(app.db, { topicId: topic.id })
    await storeNote(app.db)

    const listed = await list(topic.id)
    const narrowed = await app.api.inject(`/v1/notes?topicId=${topic.id}`)
    const narrowedToSome = await app.api.inject(`/v1/notes?topicId[in]=${topic.id},${newId()}`)

    expect(listed.statusCode).toBe(200)
    expect(listed.json<ListAnswer>().data).toHaveLength(1)
    expect(narrowed.json()).toEqual(listed.json())
    expect(narrowedToSome.json()).toEqual(listed.json())
  })

  it('are narrowed and ordered as every list of notes', async () => {
    const topic = await storeTopic(app.db)
    const { createdAt } = await storeNote(app.db, { topicId: topic.id })

    const later = await list(topic.id, `?createdAt[gt]=${createdAt.toISOString()}`)
    const unknown = await list(topic.id, '?not-a-field=1')
    const unordered = await list(topic.id, '?sort=topicId')

    expect(later.json<ListAnswer>().data).toEqual([])
    expect([unknown.statusCode, unordered.statusCode]).toEqual([400, 400])
  })

  it('are not those of nothing', async () => {
    const answer = await list(newId())

    expect(answer.statusCode).toBe(404)
    expect(answer.json().code).toBe('topic_not_found')
  })

  it('have cursors that lead on nowhere else', async () => {
    const topic = await storeTopic(app.db)
    const { id: otherId } = await storeTopic(app.db)
    await storeNote(app.db, { topicId: topic.id })
    await storeNote(app.db, { topicId: topic.id })
    const first = await list(topic.id, '?limit=1')
    const { next } = first.json<ListAnswer>().page

    const same = await list(topic.id, `?cursor=${next}`)
    const other = await list(otherId, `?cursor=${next}`)
    const whole = await app.api.inject(`/v1/notes?cursor=${next}`)
    expect([same.statusCode, other.statusCode, whole.statusCode]).toEqual([200, 400, 400])
  })

  it('are found and ordered by one index', async () => {
    const where = [{ field: 'topicId', operator: 'eq', value: newId() }] as const
    const after = [new Date(), newId()]
    const bothPages = async (db: TestApp['db']) => {
      const notes = createKyselyNoteRepository(db, someone.id)
      await notes.list({ limit: 1, where })
      await notes.list({ limit: 1, where, after })
    }

    const indexes = await indexesOf(app.db, bothPages)
    expect(indexes).toEqual(['notes_by_topic', 'notes_by_topic'])
    const steps = await planOf(app.db, bothPages)
    expect(steps.filter((step) => /Seq Scan|Sort/.test(step))).toEqual([])
  })
})

interface ListAnswer {
  readonly data: readonly { readonly id: string }[]
  readonly page: { readonly next: string | null }
}

function list(id: string, query = '') {
  return app.api.inject(`/v1/topics/${id}/notes${query}`)
}

function change(id: string, topicId: string) {
  return app.api.inject({
    method: 'PATCH',
    url: `/v1/notes/${id}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ topicId }),
  })
}
