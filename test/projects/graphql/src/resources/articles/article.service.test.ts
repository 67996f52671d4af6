import { describe, expect, it } from 'vitest'
import { ArticleChangedError, ArticleNotFoundError } from './article.errors.ts'
import { newArticleInput } from './article.factory.ts'
import { createMemoryArticleRepository } from './article.repository.memory.ts'
import { createArticleService } from './article.service.ts'

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
  const articles = createMemoryArticleRepository()
  return { clock, service: createArticleService({ articles, clock, newId }) }
}

describe('the service of articles', () => {
  it('creates an article with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newArticleInput()

    const article = await service.create(input)

    expect(article).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(article.id)).toEqual(article)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newArticleInput(), newArticleInput()]

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
    const article = await service.create(newArticleInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [article], next: null })
  })

  it('changes an article, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newArticleInput()
    const article = await service.create(input)
    clock.time = late

    const changed = await service.update(article.id, input)

    expect(changed).toEqual({ ...article, updatedAt: late, version: 2 })
    expect(await service.get(article.id)).toEqual(changed)
  })

  it('removes an article', async () => {
    const { service } = setUp()
    const article = await service.create(newArticleInput())

    await service.remove(article.id)

    await expect(service.get(article.id)).rejects.toThrow(ArticleNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newArticleInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(ArticleChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(ArticleChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such article', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(ArticleNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(ArticleNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(ArticleNotFoundError)
  })
})
