import { describe, expect, it } from 'vitest'
import { someone } from '../../../test/support/identity.ts'
import { NoteChangedError, NoteNotFoundError } from './note.errors.ts'
import { newNoteInput } from './note.factory.ts'
import { createMemoryNoteRepository } from './note.repository.memory.ts'
import { createNoteService } from './note.service.ts'

const early = new Date('2026-01-31T09:00:00.000Z')
const late = new Date('2026-01-31T18:00:00.000Z')
const unknownId = '0198c5d8-0000-7000-8000-000000000000'

function setUp() {
  const clock = { time: early, now: () => clock.time }
  let made = 0
  const newId = () => {
    made += 1
    return `0198c5d8-0000-7000-8000-00000000000${made}`
  }
  const notes = createMemoryNoteRepository(someone.id)
  return { clock, service: createNoteService({ notes, clock, newId }) }
}

describe('the service of notes', () => {
  it('creates a note with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newNoteInput()

    const note = await service.create(input)

    expect(note).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(note.id)).toEqual(note)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newNoteInput(), newNoteInput()]

    const several = await service.createMany(inputs)

    expect(several).toEqual([
      {
        ...inputs[0],
        id: expect.stringMatching(/1$/),
        createdAt: early,
        updatedAt: early,
        version: 1,
      },
      {
        ...inputs[1],
        id: expect.stringMatching(/2$/),
        createdAt: early,
        updatedAt: early,
        version: 1,
      },
    ])
    expect((await service.list({ limit: 10 })).data).toEqual(several.toReversed())
  })

  it('lists what was created', async () => {
    const { service } = setUp()
    const note = await service.create(newNoteInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [note], next: null })
  })

  it('changes a note, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newNoteInput()
    const note = await service.create(input)
    clock.time = late

    const changed = await service.update(note.id, input)

    expect(changed).toEqual({ ...note, updatedAt: late, version: 2 })
    expect(await service.get(note.id)).toEqual(changed)
  })

  it('removes a note', async () => {
    const { service } = setUp()
    const note = await service.create(newNoteInput())

    await service.remove(note.id)

    await expect(service.get(note.id)).rejects.toThrow(NoteNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newNoteInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(NoteChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(NoteChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such note', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(NoteNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(NoteNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(NoteNotFoundError)
  })
})
