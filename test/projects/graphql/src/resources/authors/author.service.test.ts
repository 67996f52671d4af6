import { describe, expect, it } from 'vitest'
import { AuthorChangedError, AuthorNotFoundError } from './author.errors.ts'
import { newAuthorInput } from './author.factory.ts'
import { createMemoryAuthorRepository } from './author.repository.memory.ts'
import { createAuthorService } from './author.service.ts'

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
  const authors = createMemoryAuthorRepository()
  return { clock, service: createAuthorService({ authors, clock, newId }) }
}

describe('the service of authors', () => {
  it('creates an author with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newAuthorInput()

    const author = await service.create(input)

    expect(author).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(author.id)).toEqual(author)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newAuthorInput(), newAuthorInput()]

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
    const author = await service.create(newAuthorInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [author], next: null })
  })

  it('changes an author, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newAuthorInput()
    const author = await service.create(input)
    clock.time = late

    const changed = await service.update(author.id, input)

    expect(changed).toEqual({ ...author, updatedAt: late, version: 2 })
    expect(await service.get(author.id)).toEqual(changed)
  })

  it('removes an author', async () => {
    const { service } = setUp()
    const author = await service.create(newAuthorInput())

    await service.remove(author.id)

    await expect(service.get(author.id)).rejects.toThrow(AuthorNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newAuthorInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(AuthorChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(AuthorChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such author', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(AuthorNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(AuthorNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(AuthorNotFoundError)
  })
})
