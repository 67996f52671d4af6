import type { Dependencies, Resource, ServiceParts } from '../resource.ts'
import { employeeController } from './employee.controller.ts'
import { employeeIncluderOn } from './employee.includer.ts'
import { createKyselyEmployeeRepository } from './employee.repository.kysely.ts'
import { createEmployeeService } from './employee.service.ts'

/** The same rules on any connection: that of a transaction, too. */
export function employeeServiceOn({ clock, newId }: ServiceParts) {
  return (connection: Dependencies['db']) => {
    const repository = createKyselyEmployeeRepository(connection)
    return createEmployeeService({ employees: repository, clock, newId })
  }
}

/** Puts the slice together: the one place that sees both its rules and its storage. */
export const employees: Resource = {
  path: '/employees',
  tag: { name: 'Employees', description: 'Create, read, change and remove employees.' },
  plugin: ({ db, clock, newId, cursors, idempotency }) => {
    const serviceOn = employeeServiceOn({ clock, newId })
    return employeeController(
      serviceOn(db),
      cursors,
      idempotency.on(serviceOn),
      employeeIncluderOn(db),
    )
  },
}
