import { insertInMemory } from '../../shared/insert-in-memory.ts'
import { listInMemory } from '../../shared/list-in-memory.ts'
import type { EmployeeRepository } from './employee.repository.ts'
import type { Employee } from './employee.ts'

/** For tests of the service. It keeps the same contract as the one on the database. */
export function createMemoryEmployeeRepository(): EmployeeRepository {
  const stored = new Map<string, Employee>()

  return {
    async list(request) {
      return listInMemory(stored.values(), request)
    },

    async find(id) {
      return stored.get(id)
    },

    async findMany(ids) {
      return [...stored.values()].filter(({ id }) => ids.includes(id))
    },

    async insert(...employees) {
      insertInMemory(stored, employees)
    },

    async update(id, changes, now, expected) {
      const employee = stored.get(id)
      if (!employee || !isExpected(employee, expected)) return undefined
      const changed = { ...employee, ...changes, updatedAt: now, version: employee.version + 1 }
      stored.set(id, changed)
      return changed
    },

    async remove(id, expected) {
      const employee = stored.get(id)
      return employee !== undefined && isExpected(employee, expected) && stored.delete(id)
    },
  }
}

function isExpected(employee: Employee, expected: number | undefined): boolean {
  return expected === undefined || employee.version === expected
}
