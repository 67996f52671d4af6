import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Employee, EmployeeChanges } from './employee.ts'

/** Where employees are kept. */
export interface EmployeeRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<Employee>>
  find(id: string): Promise<Employee | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly Employee[]>
  /** Keeps all of them, or none. */
  insert(...employees: readonly Employee[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no employee, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: EmployeeChanges,
    now: Date,
    expected?: number,
  ): Promise<Employee | undefined>
  /** Tells whether there was an employee, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
