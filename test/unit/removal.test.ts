import { describe, expect, test } from 'vitest'
import type { ResourceOperation } from '../../src/manifest/manifest.ts'
import { foldModel } from '../../src/model/model.ts'
import { manifestWith } from './support/manifests.ts'

type Made = Omit<ResourceOperation, 'at' | 'run'>

function modelOf(...resources: readonly Made[]) {
  const history = resources.map((made, index) => ({
    at: `20261122T0930${String(index).padStart(2, '0')}Z`,
    run: 'resource' as const,
    ...made,
  }))
  return foldModel(manifestWith({ history }))
}

const user = { name: 'user', fields: 'name:string', softDelete: true }

describe('what is removed and kept', () => {
  test.each(['deletedAt:timestamp?', 'deleted_at:text', 'deleted-at:date'])(
    'has no field %s',
    (fields) => {
      expect(() => modelOf({ name: 'article', fields, softDelete: true })).toThrow(
        /deletedAt says that one is removed/,
      )
      expect(modelOf({ name: 'article', fields }).resources).toHaveLength(1)
    },
  )

  test.each(['author:ref(user):cascade', 'author:ref(user)?:setnull'])(
    'takes nothing with it: %s is refused',
    (fields) => {
      expect(() => modelOf(user, { name: 'article', fields })).toThrow(
        /The row of a user stays when it is removed, so there is nothing for (cascade|setnull)/,
      )
      const gone = { ...user, softDelete: false }
      expect(modelOf(gone, { name: 'article', fields }).resources).toHaveLength(2)
    },
  )

  test.each(['author:ref(user)', 'author:ref(user):restrict'])(
    'is not referred to by %s',
    (fields) => {
      const [article] = modelOf(user, { name: 'article', fields }).resources
      expect(article?.references[0]?.livingReferences).toMatchObject([
        { living: 'articles_author_id_living', constraint: 'articles_author_id_fkey' },
      ])
    },
  )

  test('is looked up by an index of all rows, beside the unique one', () => {
    const fields = 'user:ref(user):unique:cascade'
    const gone = { ...user, softDelete: false }
    const [profile] = modelOf(gone, { name: 'profile', fields, softDelete: true }).resources
    expect(profile?.references[0]?.indexes).toEqual(['profiles_by_user'])
    const [plain] = modelOf(gone, { name: 'profile', fields }).resources
    expect(plain?.references[0]?.indexes).toEqual([])
  })

  test('has a column in the documentation, which an index can have', () => {
    const { schema } = modelOf(user)
    const columns = schema.tables[0]?.columns.map(({ name }) => name)
    expect(columns).toEqual(['id', 'name', 'created_at', 'updated_at', 'deleted_at', 'version'])
    const at = '20261122T094000Z'
    const history = [
      { at: '20261122T093000Z', run: 'resource' as const, ...user },
      { at, run: 'migration' as const, name: 'removed-users', index: 'users(deleted_at)' },
    ]
    expect(foldModel(manifestWith({ history })).migrations).toMatchObject([
      { columns: '"deleted_at"' },
    ])
  })
})
