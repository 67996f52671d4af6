import type { Dependencies, Resource } from '../resource.ts'
import { employeeController } from './employee.controller.ts'
import { employeeIncluderOn } from './employee.includer.ts'
import { createKyselyEmployeeRepository } from './employee.repository.kysely.ts'
import { createEmployeeService } from './employee.service.ts'

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const employees: Resource = {
  path: '/employees',
  tag: { name: 'Employees', description: 'Create, read, change and remove employees.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    /** The same rules on any connection: that of a transaction, too. */
    const serviceOn = (connection: Dependencies['db']) => {
      const repository = createKyselyEmployeeRepository(connection)
      return createEmployeeService({ employees: repository, clock, newId })
    }
    return employeeController(
      serviceOn(db),
      cursors,
      idempotency.on(serviceOn),
      employeeIncluderOn(db),
    )
  },
}
