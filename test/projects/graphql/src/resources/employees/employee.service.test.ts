import { describe, expect, it } from 'vitest'
import { EmployeeChangedError, EmployeeNotFoundError } from './employee.errors.ts'
import { newEmployeeInput } from './employee.factory.ts'
import { createMemoryEmployeeRepository } from './employee.repository.memory.ts'
import { createEmployeeService } from './employee.service.ts'

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
  const employees = createMemoryEmployeeRepository()
  return { clock, service: createEmployeeService({ employees, clock, newId }) }
}

describe('the service of employees', () => {
  it('creates an employee with an id, the time and the first version', async () => {
    const { service } = setUp()
    const input = newEmployeeInput()

    const employee = await service.create(input)

    expect(employee).toEqual({
      ...input,
      id: '0198c5d8-0000-7000-8000-000000000001',
      createdAt: early,
      updatedAt: early,
      version: 1,
    })
    expect(await service.get(employee.id)).toEqual(employee)
  })

  it('creates several, in the order given', async () => {
    const { service } = setUp()
    const inputs = [newEmployeeInput(), newEmployeeInput()]

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
    const employee = await service.create(newEmployeeInput())

    expect(await service.list({ limit: 10 })).toEqual({ data: [employee], next: null })
  })

  it('changes an employee, and keeps when it was created', async () => {
    const { clock, service } = setUp()
    const input = newEmployeeInput()
    const employee = await service.create(input)
    clock.time = late

    const changed = await service.update(employee.id, input)

    expect(changed).toEqual({ ...employee, updatedAt: late, version: 2 })
    expect(await service.get(employee.id)).toEqual(changed)
  })

  it('removes an employee', async () => {
    const { service } = setUp()
    const employee = await service.create(newEmployeeInput())

    await service.remove(employee.id)

    await expect(service.get(employee.id)).rejects.toThrow(EmployeeNotFoundError)
  })

  it('says that someone else was faster', async () => {
    const { service } = setUp()
    const { id } = await service.create(newEmployeeInput())

    await expect(service.update(id, {}, 2)).rejects.toThrow(EmployeeChangedError)
    await expect(service.remove(id, 2)).rejects.toThrow(EmployeeChangedError)
    expect((await service.get(id)).version).toBe(1)
  })

  it('says that there is no such employee', async () => {
    const { service } = setUp()

    await expect(service.get(unknownId)).rejects.toThrow(EmployeeNotFoundError)
    await expect(service.update(unknownId, {})).rejects.toThrow(EmployeeNotFoundError)
    await expect(service.remove(unknownId)).rejects.toThrow(EmployeeNotFoundError)
  })
})
