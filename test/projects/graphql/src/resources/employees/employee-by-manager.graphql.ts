import type { Relation } from '../../graphql/relations.ts'
import { employeesByManagerListsOn } from './employee-by-manager.lists.ts'

/** The employees below an employee, by GraphQL. */
export const employeesByManagerGraphql: Relation = {
  admission: { access: 'authenticated' },
  lists: [
    {
      of: 'Employee',
      name: 'employees',
      type: 'Employee',
      description: 'The employees whose manager it is, newest first.',
      on: (db) => employeesByManagerListsOn(db),
    },
  ],
}
