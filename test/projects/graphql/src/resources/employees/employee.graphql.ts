import { graphqlResource } from '../../graphql/resource.ts'
import * as wire from '../../http/wire.ts'
import { employeePolicy } from './employee.policy.ts'
import {
  CreateEmployeeBody,
  EmployeeListQuery,
  EmployeeResponse,
  employeeReaders,
  toEmployeeResponse,
  UpdateEmployeeBody,
} from './employee.schemas.ts'
import { employeesByManagerGraphql } from './employee-by-manager.graphql.ts'
import { employeeServiceOn } from './index.ts'

/** Employees by GraphQL: the service, the policy and the schemas are those of REST. */
export const employeeGraphql = graphqlResource({
  type: 'Employee',
  one: 'employee',
  many: 'employees',
  human: 'employee',
  humans: 'employees',
  list: 'employees',
  table: 'employees',
  policy: employeePolicy,
  schemas: {
    answer: EmployeeResponse,
    create: CreateEmployeeBody,
    update: UpdateEmployeeBody,
    query: EmployeeListQuery,
  },
  references: { manager: { id: 'managerId', type: 'Employee' } },
  relations: [employeesByManagerGraphql],
  serviceOn: employeeServiceOn,
  show: toEmployeeResponse,
  create: (service, request) => service.create(wire.read(request.body, employeeReaders)),
  update: (service, id, request, expected) => {
    const changes = wire.read(request.body, employeeReaders)
    return service.update(id, changes, expected)
  },
})
