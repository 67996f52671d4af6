export interface Employee {
  readonly id: string
  readonly name: string
  readonly salary: number | null
  readonly pin: string | null
  readonly managerId: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Starts at 1 and rises with every change. */
  readonly version: number
}

/** What is said of an employee when it is made; what is left out has a default. */
export interface NewEmployee {
  readonly name: string
  readonly salary?: number | null
  readonly pin?: string | null
  readonly managerId?: string | null
}

/** What may change later; what is left out stays as it is. */
export type EmployeeChanges = Partial<NewEmployee>

/** The only place where an employee begins, and where its defaults are. */
export function createEmployee(input: NewEmployee, id: string, now: Date): Employee {
  return {
    id,
    name: input.name,
    salary: input.salary ?? null,
    pin: input.pin ?? null,
    managerId: input.managerId ?? null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}
