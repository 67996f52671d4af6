import type { Static, TSchema } from 'typebox'
import type { Admission } from '../http/access.ts'
import type { Caller } from '../http/identity.ts'
import type { ListQuery } from '../http/list-query.ts'
import type { Dependencies } from '../resources/resource.ts'
import type { Page, PageRequest } from '../shared/pagination.ts'
import type { Relation, Versioned } from './relations.ts'

/** As much of a service as every resource has. */
export interface Service<Entity> {
  list(request: PageRequest): Promise<Page<Entity>>
  get(id: string): Promise<Entity>
  remove(id: string, expected?: number): Promise<void>
}

/** What was sent, under the name that it has in a controller. */
export interface Sent<Body extends TSchema> {
  readonly body: Static<Body>
}

/** A service on any connection, for whoever asks. */
export type ServiceOn<Service> = (
  dependencies: Dependencies,
) => (connection: Dependencies['db'], caller: Caller) => Service

export type Operation = 'list' | 'get' | 'create' | 'update' | 'remove'

/** What a slice says of its resource, for `schema.ts` to make types and resolvers of. */
export interface Definition<
  Entity extends object,
  Own extends Service<Entity>,
  Create extends TSchema,
  Update extends TSchema,
> {
  /** `Article`: its type. */
  readonly type: string
  /** `article` and `articles`: how one and several are asked for. */
  readonly one: string
  readonly many: string
  /** How one and several are called in a sentence. */
  readonly human: string
  readonly humans: string
  /** What cursors of its list are for: the same as by REST, so that each takes those of the other. */
  readonly list: string
  /** Whose changes subscribers are told of. */
  readonly table: string
  /** Who may do what: the rows that the routes take over, too. */
  readonly policy: Readonly<Record<Operation, Admission>>
  /** What goes over the wire. Types and checks follow from it: a field that is not in it is not there. */
  readonly schemas: {
    readonly answer: TSchema
    readonly create: Create
    readonly update: Update
    readonly query: ListQuery
  }
  /** By the name of the field: which property of the answer has the id, and of which type it is. */
  readonly references: Readonly<Record<string, Reference>>
  /** What is listed below it, or below others because of it. */
  readonly relations: readonly Relation[]
  readonly serviceOn: ServiceOn<Own>
  show(entity: Entity): object
  create(service: Own, request: Sent<Create>): Promise<Entity>
  update(
    service: Own,
    id: string,
    request: Sent<Update>,
    expected: number | undefined,
  ): Promise<Entity>
}

export interface Reference {
  readonly id: string
  readonly type: string
}

/** A resource in the registry, where it no longer matters what exactly its entities are. */
export type GraphqlResource = Definition<Versioned, Service<Versioned>, TSchema, TSchema>

/** Checks a definition as a type, for the registry. */
export function graphqlResource<
  Entity extends Versioned,
  Own extends Service<Entity>,
  Create extends TSchema,
  Update extends TSchema,
>(definition: Definition<Entity, Own, Create, Update>): GraphqlResource {
  return definition as unknown as GraphqlResource
}
