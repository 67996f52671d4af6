import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import { someone } from '../../../test/support/identity.ts'
import { planOf } from '../../../test/support/plan.ts'
import type { DatabaseHandle } from '../../database/connection.ts'
import { newId } from '../../shared/id.ts'
import { fieldOf, newestFirst, type PageRequest } from '../../shared/pagination.ts'
import { storeFolder } from '../folders/folder.factory.ts'
import { storeTopic } from '../topics/topic.factory.ts'
import { makeNote } from './note.factory.ts'
import { createKyselyNoteRepository } from './note.repository.kysely.ts'
import { createMemoryNoteRepository } from './note.repository.memory.ts'
import type { NoteRepository } from './note.repository.ts'
import type { NoteChanges } from './note.ts'

// One contract for both, so that the repository in memory cannot promise what the database breaks.

let database: DatabaseHandle

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.close()
})

const implementations = {
  'in memory': () => createMemoryNoteRepository(someone.id),
  'on the database': () => createKyselyNoteRepository(database.db, someone.id),
}

const later = new Date('2026-02-28T18:00:00.000Z')

const changes: Required<NoteChanges> = {
  title: 'Second title',
  folderId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
  topicId: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63',
}

describe.each(Object.entries(implementations))('the repository of notes %s', (_, create) => {
  let notes: NoteRepository

  beforeEach(async () => {
    await database.db.deleteFrom('notes').execute()
    await storeFolder(database.db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
    await storeFolder(database.db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
    await storeTopic(database.db, { id: '0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52' })
    await storeTopic(database.db, { id: '0198c5d8-6c1f-7b04-8a51-7c2e9d5f0a63' })
    notes = create()
  })

  it('gives back what it was given', async () => {
    const note = makeNote()

    await notes.insert(note)

    expect(await notes.find(note.id)).toEqual(note)
  })

  it('keeps all of several', async () => {
    const several = [makeNote(), makeNote(), makeNote()]

    await notes.insert(...several)
    await notes.insert()

    expect((await notes.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('keeps none of several where one cannot be', async () => {
    const note = makeNote()

    await expect(notes.insert(makeNote(), note, note)).rejects.toThrow()

    expect((await notes.list({ limit: 10 })).data).toEqual([])
  })

  it('finds nothing under an unknown id', async () => {
    expect(await notes.find(newId())).toBeUndefined()
  })

  it('finds those of several ids that there are', async () => {
    const note = makeNote()
    await notes.insert(note)
    await notes.insert(makeNote())

    expect(await notes.findMany([newId(), note.id])).toEqual([note])
    expect(await notes.findMany([])).toEqual([])
  })

  it.each(Object.entries(changes))('changes %s alone', async (...change) => {
    const note = makeNote()
    const other = makeNote()
    await notes.insert(note)
    await notes.insert(other)
    const only = Object.fromEntries([change])

    const changed = await notes.update(note.id, only, later)

    expect(changed).toEqual({ ...note, ...only, updatedAt: later, version: 2 })
    expect(await notes.find(note.id)).toEqual(changed)
    expect(await notes.find(other.id)).toEqual(other)
  })

  it('changes nothing under an unknown id', async () => {
    expect(await notes.update(newId(), changes, later)).toBeUndefined()
  })

  it('changes only the version that is expected', async () => {
    const note = makeNote({ version: 3 })
    await notes.insert(note)

    expect(await notes.update(note.id, changes, later, 2)).toBeUndefined()
    expect(await notes.find(note.id)).toEqual(note)
    const changed = await notes.update(note.id, changes, later, 3)
    expect(changed?.version).toBe(4)
  })

  it('removes only the version that is expected', async () => {
    const note = makeNote({ version: 3 })
    await notes.insert(note)

    expect(await notes.remove(note.id, 2)).toBe(false)
    expect(await notes.find(note.id)).toEqual(note)
    expect(await notes.remove(note.id, 3)).toBe(true)
  })

  it('removes once', async () => {
    const note = makeNote()
    const other = makeNote()
    await notes.insert(note)
    await notes.insert(other)

    expect(await notes.remove(note.id)).toBe(true)
    expect(await notes.remove(note.id)).toBe(false)
    expect(await notes.find(note.id)).toBeUndefined()
    expect(await notes.find(other.id)).toEqual(other)
  })

  it('is empty at first', async () => {
    expect(await notes.list({ limit: 10 })).toEqual({ data: [], next: null })
  })

  it('lists the newest first, page by page, without a gap where times are equal', async () => {
    const made = [1, 2, 2, 2, 3, 3, 4].map((minute) =>
      makeNote({ createdAt: new Date(Date.UTC(2026, 0, 31, 9, minute)) }),
    )
    for (const note of made) {
      await notes.insert(note)
    }

    const walked = await walk(notes, { limit: 2 })

    expect(walked).toHaveLength(made.length)
    expect(walked).toEqual([...made].sort(newestFirst).map(({ id }) => id))
  })

  it('says that the last page is the last, also when it is full', async () => {
    await notes.insert(makeNote())
    await notes.insert(makeNote())

    expect((await notes.list({ limit: 2 })).next).toBeNull()
  })
})

describe.each(['createdAt'])('the index on %s', (field) => {
  it.each([true, false])(
    'gives the order and finds a value; descending: %s',
    async (descending) => {
      const sort = [{ field, descending }]
      const note = makeNote()
      const steps = await planOf(database.db, async (db) => {
        const notes = createKyselyNoteRepository(db, someone.id)
        await notes.list({ limit: 1, sort })
        const after = [fieldOf(note, field), note.id]
        await notes.list({ limit: 1, sort, after })
        const where = [{ field, operator: 'eq', value: fieldOf(note, field) }] as const
        await notes.list({ limit: 1, sort, where })
      })

      expect(steps.filter((step) => /^Index.* Scan$/.test(step))).toHaveLength(3)
      expect(steps).not.toContain('Seq Scan')
      expect(steps).not.toContain('Sort')
    },
  )
})

async function walk(notes: NoteRepository, request: PageRequest): Promise<string[]> {
  const page = await notes.list(request)
  const ids = page.data.map(({ id }) => id)
  if (!page.next) return ids
  return [...ids, ...(await walk(notes, { ...request, after: page.next }))]
}
