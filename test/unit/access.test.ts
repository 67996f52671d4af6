import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import type { Operation } from '../../src/manifest/manifest.ts'
import { type Access, guardModel, mayToo, parseAccess } from '../../src/model/access.ts'
import { parseDescription, tagDescription } from '../../src/model/description.ts'
import { printLiteral } from '../../src/model/literal.ts'
import { foldModel } from '../../src/model/model.ts'
import { resourceNames } from '../../src/model/names.ts'
import { linkOwnerModel, ownerModel } from '../../src/model/owner.ts'
import { manifestWith } from './support/manifests.ts'

type Step = readonly [run: 'resource' | 'repository' | 'service' | 'controller', object]

function modelOf(...steps: readonly Step[]) {
  const history = steps.map(
    ([run, parts], index) => ({ at: `20261122T09300${index}Z`, run, ...parts }) as Operation,
  )
  return foldModel(manifestWith({ history }))
}

function refusalOf(work: () => unknown): UserError {
  try {
    work()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('it was not refused')
}

describe('whom a resource is for', () => {
  test.each([
    ['public', 'public'],
    [' owner\n', 'owner'],
    ['authenticated', 'authenticated'],
    ['role(editor)', 'role(editor)'],
    ['role(content:read_all-2)', 'role(content:read_all-2)'],
    [`role(${'x'.repeat(64)})`, `role(${'x'.repeat(64)})`],
  ])('can be %j', (typed, access) => {
    expect(parseAccess(typed)).toBe(access)
  })

  test.each([
    ['ownr', 'Did you mean owner?'],
    ['OWNER', 'Did you mean owner?'],
    ['pubic', 'Did you mean public?'],
    ['authentcated', 'Did you mean authenticated?'],
    ['rol', 'Did you mean role(editor)?'],
    ['role', 'Did you mean role(editor)?'],
    ['role(edito', 'Did you mean role(editor)?'],
    ['nobody', 'Possible: public, authenticated, owner, role(editor).'],
    ['', 'Possible: public, authenticated, owner, role(editor).'],
  ])('cannot be %j', (typed, help) => {
    const refused = refusalOf(() => parseAccess(typed))
    expect(refused.message).toContain('is nobody that a resource can be for')
    expect(refused.help).toContain(help)
    expect(refused.help).toContain('Possible: ')
  })

  test.each(['', ' ', 'two words', 'a,b', "it's", 'a)(b', 'é', 'a\nb', 'x'.repeat(65)])(
    'cannot be the role %j',
    (role) => {
      expect(refusalOf(() => parseAccess(`role(${role})`)).message).toContain('name of a role')
    },
  )

  test('is shown without what a terminal would obey, and not at any length', () => {
    expect(refusalOf(() => parseAccess('\u001b[2J')).message).toMatch(/^"\?\[2J" /)
    expect(refusalOf(() => parseAccess('x'.repeat(1000))).message.length).toBeLessThan(120)
  })

  test.each([
    ['public', 'public', true],
    ['authenticated', 'public', true],
    ['role(a)', 'authenticated', true],
    ['owner', 'authenticated', true],
    ['owner', 'owner', true],
    ['role(a)', 'role(a)', true],
    ['public', 'authenticated', false],
    ['public', 'owner', false],
    ['authenticated', 'owner', false],
    ['authenticated', 'role(a)', false],
    ['role(a)', 'role(b)', false],
    ['role(a)', 'owner', false],
    ['owner', 'role(a)', false],
  ] as const)('%s may see what is for %s: %s', (one, other, may) => {
    expect(mayToo(...audiences(one, other))).toBe(may)
  })
})

function audiences<Accesses extends readonly Access[]>(...accesses: Accesses) {
  const all = accesses.map((accessWord) => ({ accessWord, guardWord: null, fieldRoles: [] }))
  return all as { [K in keyof Accesses]: (typeof all)[number] }
}

function guardOf(...accesses: Access[]) {
  return guardModel(audiences(...accesses))
}

describe('the guard of routes that show several', () => {
  test('is the strictest that there is', () => {
    expect(guardOf('public', 'public').access).toBe("'public'")
    expect(guardOf('public', 'authenticated').access).toBe("'authenticated'")
    expect(guardOf('owner', 'public').access).toBe("'authenticated'")
    expect(guardOf('role(b)', 'role(a)').access).toBe("{ roles: ['a', 'b'] }")
    expect(guardOf('role(a)', 'role(a)', 'owner').access).toBe("{ roles: ['a'] }")
  })

  test('says that what somebody else owns is not there, and who tells who calls', () => {
    expect(guardOf('public').admission).toBe("{ access: 'public' }")
    expect(guardOf('public', 'owner').admission).toBe("{ access: 'authenticated', owned: true }")
    const partners = { accessWord: 'role(a)', guardWord: 'partners', fieldRoles: [] } as const
    const everyone = { accessWord: 'public', guardWord: null, fieldRoles: [] } as const
    const admission = "{ access: { roles: ['a'] }, guard: 'partners' }"
    expect(guardModel([everyone, partners]).admission).toBe(admission)
  })

  test('who is known to one guard is not to another', () => {
    const known = { accessWord: 'authenticated', guardWord: 'partners', fieldRoles: [] } as const
    expect(mayToo(known, { ...known })).toBe(true)
    expect(mayToo(known, { ...known, guardWord: null, fieldRoles: [] })).toBe(false)
    expect(mayToo(known, { accessWord: 'public', guardWord: null, fieldRoles: [] })).toBe(true)
  })

  test('turns away in its tests who is unknown, and who lacks the role', () => {
    const strangers = (...accesses: Access[]) => guardOf(...accesses).strangers.join('\n')
    expect(strangers('public')).toBe('')
    expect(strangers('owner')).toContain('401')
    expect(strangers('owner')).not.toContain('403')
    expect(strangers('role(a)')).toMatch(/401[\s\S]*403/)
  })
})

describe('the description', () => {
  const names = resourceNames('blog-post')

  test('is text of one line or more', () => {
    expect(parseDescription(' One.\r\nTwo.\t😀 ')).toBe('One.\nTwo.\t😀')
    expect(parseDescription('x'.repeat(2000))).toHaveLength(2000)
  })

  test.each([
    ['', 'is empty'],
    [' \n ', 'is empty'],
    ['x'.repeat(2001), 'has 2001 characters, and may have 2000'],
    ['a\u0000b', 'no text'],
    ['a\u001b[31m', 'no text'],
    ['a\u0085b', 'no text'],
    ['a\ud800b', 'no text'],
  ])('is not %j', (typed, message) => {
    expect(refusalOf(() => parseDescription(typed)).message).toContain(message)
  })

  test('is code that says the same, whatever it holds', () => {
    expect(tagDescription(names)).toBe("'Create, read, change and remove blog posts.'")
    expect(tagDescription(names, "It's two\nlines.")).toBe(printLiteral("It's two\nlines."))
  })
})

describe('an owner', () => {
  const folder: Step = ['resource', { name: 'folder', fields: 'name:string', access: 'owner' }]
  const user: Step = ['resource', { name: 'user', fields: 'name:string' }]

  test('is in the table, the statements and the keys of what it owns', () => {
    const model = ownerModel('owner', resourceNames('folder'))
    expect(model.ownerConditions).toEqual([".where('owner_id', '=', ownerId)"])
    expect(model.ownerDefinitions).toEqual([
      '"owner_id" uuid not null',
      'constraint "folders_id_owner_key" unique ("id", "owner_id")',
    ])
    for (const access of ['public', 'authenticated', 'role(a)'] as const) {
      const { ownerConditions, ownerDefinitions } = ownerModel(access, resourceNames('folder'))
      expect([...ownerConditions, ...ownerDefinitions]).toEqual([])
    }
  })

  test('is in a foreign key to what has one, and in no other', () => {
    const fields = 'folder:ref(folder)?:setnull by:ref(user)'
    const { resources } = modelOf(folder, user, [
      'resource',
      { name: 'note', fields, access: 'owner' },
    ])
    const note = resources.find(({ resource }) => resource === 'note')
    expect(note?.references.map(({ constraintDefinition }) => constraintDefinition)).toEqual([
      'constraint "notes_folder_id_fkey" foreign key ("folder_id", "owner_id") references "folders" ("id", "owner_id") on delete set null ("folder_id")',
      'constraint "notes_by_id_fkey" foreign key ("by_id") references "users" on delete restrict',
    ])
  })

  test('has values of its own that are unique', () => {
    const unique = (access?: string) =>
      modelOf(['resource', { name: 'note', fields: 'slug:string:unique', access }]).resources[0]
        ?.uniqueFields[0]?.uniqueColumns
    expect(unique('owner')).toBe('"owner_id", "slug"')
    expect(unique()).toBe('"slug"')
  })

  test('has the links of which one end has one', () => {
    const table = { Links: 'NoteTags', table: 'note_tags' }
    expect(linkOwnerModel('owner', 'public', table).ownerColumns).toEqual(['owner_id: string'])
    expect(linkOwnerModel('public', 'owner', table).ownerColumns).toEqual(['owner_id: string'])
    expect(linkOwnerModel('role(a)', 'public', table).ownerColumns).toEqual([])
  })

  test.each([undefined, 'authenticated', 'role(editor)'])(
    'is needed to refer to what has one: %s is refused',
    (access) => {
      const note: Step = ['resource', { name: 'note', fields: 'folder:ref(folder)', access }]
      const refused = refusalOf(() => modelOf(folder, note))
      expect(refused.message).toContain('Only its owner knows of a folder')
      expect(refused.help).toContain('--access owner')
      expect(refused.where).toContain('^')
    },
  )

  test.each(['ownerId:uuid', 'owner_id:string', 'OwnerID:integer', 'owner:ref(user)'])(
    'is told by the server, so %s is refused',
    (fields) => {
      const note = (access?: string): Step => ['resource', { name: 'note', fields, access }]
      const refused = refusalOf(() => modelOf(user, note('owner')))
      expect(refused.message).toContain('ownerId is set by the server')
      expect(refused.where).toContain('^')
      expect(modelOf(user, note()).resources).toHaveLength(2)
    },
  )
})

describe('the parts of one slice', () => {
  const fields = 'title:string'
  const part = (run: Step[0], parts: object = {}): Step => [run, { name: 'note', ...parts }]
  const service = part('service')

  test('are for whom the first of them that says so is for', () => {
    const said = (...steps: Step[]) => modelOf(...steps).resources[0]?.accessWord
    const repository = part('repository', { fields, access: 'owner' })
    expect(said(repository, service, part('controller'))).toBe('owner')
    expect(said(repository, service, part('controller', { access: 'owner' }))).toBe('owner')
    const open = part('repository', { fields })
    expect(said(open, service, part('controller', { access: 'role(a)' }))).toBe('role(a)')
  })

  test.each([
    ['authenticated', 'role(a)'],
    ['owner', 'public'],
    ['owner', 'authenticated'],
    ['role(a)', 'role(b)'],
  ])('for %s cannot be for %s later', (before, later) => {
    const steps = [
      part('repository', { fields, access: before }),
      service,
      part('controller', { access: later }),
    ]
    const refused = refusalOf(() => modelOf(...steps))
    expect(refused.message).toContain(`is for ${before} already, and not for ${later}`)
    expect(refused.where).toContain('history[2]')
  })

  test('have no owner later, where a table is there that does not say who', () => {
    const steps = [part('repository', { fields }), service, part('controller', { access: 'owner' })]
    const refused = refusalOf(() => modelOf(...steps))
    expect(refused.message).toContain('does not say who owns')
    expect(refused.help).toContain('--access owner')
  })
})

test.each(['ownr', 'role(a b)'])('a manifest that says %s is refused with its place', (access) => {
  const step: Step = ['resource', { name: 'note', fields: 'x:text', access }]
  expect(refusalOf(() => modelOf(step)).where).toContain('history[0] (resource note')
})
