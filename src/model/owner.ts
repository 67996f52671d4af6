import type { Access } from './access.ts'
import { shortIdentifier } from './identifiers.ts'
import type { ResourceNames } from './names.ts'

/** Where every one of a resource has an owner, what that adds to code; else, texts and lists that are empty. */
export interface OwnerModel {
  /** `, ownerId: string` */
  readonly ownerParameter: string
  /** `, ownerId` */
  readonly ownerArgument: string
  /** `; ownerId: string`: among the values of a query. */
  readonly ownerType: string
  /** `db, { ownerId }: { ownerId: string }`: of what builds the query of a list. */
  readonly listParameters: string
  /** `{ ownerId }` */
  readonly ownerObject: string
  /** `, ownerId = someone.id` */
  readonly ownerDefault: string
  /** `, someone.id`: who owns what a test makes. */
  readonly testOwner: string
  /** `ownerId: newId(), `: among what only the server sets. */
  readonly ownerKey: string
  /** What a test says `someone` with. */
  readonly ownerImports: readonly string[]
  /** The parameters of the repository in memory, and what a test gives for them. */
  readonly memoryParameters: string
  readonly memoryArguments: string
  /** How it gets what it keeps, as statements. */
  readonly memoryStores: readonly string[]
  /** `.where('owner_id', '=', ownerId)` */
  readonly ownerConditions: readonly string[]
  /** `owner_id: string`, `owner_id: ownerId` and `"owner_id" uuid not null`. */
  readonly ownerColumns: readonly string[]
  readonly ownerValues: readonly string[]
  readonly ownerDefinitions: readonly string[]
  /** `"owner_id", `: what indexes begin with. */
  readonly indexStart: string
  /** `service: ArticleService`, or `serviceFor: ForCaller<ArticleService>`. */
  readonly serviceParameter: string
  /** `const service = serviceFor(request)`: what a handler begins with. */
  readonly ownerStatements: readonly string[]
  readonly identityImports: readonly string[]
  /** What puts the slice together: its imports, the parameter of `serviceOn`, and what it is given. */
  readonly indexImports: readonly string[]
  readonly requestParameter: string
  readonly requestArgument: string
  readonly serviceOnDb: string
}

type OwnedNames = Pick<ResourceNames, 'Resource' | 'table'>

/** What ownership adds to the code of a resource of this name. */
export function ownerModel(access: Access, { Resource, table }: OwnedNames): OwnerModel {
  if (access !== 'owner') {
    return {
      ownerParameter: '',
      ownerArgument: '',
      ownerType: '',
      listParameters: 'db',
      ownerObject: '{}',
      ownerDefault: '',
      testOwner: '',
      ownerKey: '',
      ownerImports: [],
      memoryParameters: '',
      memoryArguments: '',
      memoryStores: [`const stored = new Map<string, ${Resource}>()`],
      ownerConditions: [],
      ownerColumns: [],
      ownerValues: [],
      ownerDefinitions: [],
      indexStart: '',
      serviceParameter: `service: ${Resource}Service`,
      ownerStatements: [],
      identityImports: [],
      indexImports: [],
      requestParameter: '',
      requestArgument: '',
      serviceOnDb: 'serviceOn(db)',
    }
  }
  return {
    ownerParameter: ', ownerId: string',
    ownerArgument: ', ownerId',
    ownerType: '; ownerId: string',
    listParameters: 'db, { ownerId }: { ownerId: string }',
    ownerObject: '{ ownerId }',
    ownerDefault: ', ownerId = someone.id',
    testOwner: ', someone.id',
    ownerKey: 'ownerId: newId(), ',
    ownerImports: ["import { someone } from '../../../test/support/identity.ts'"],
    memoryParameters: `ownerId: string, owners = new Map<string, Map<string, ${Resource}>>()`,
    memoryArguments: 'someone.id',
    memoryStores: [
      `const stored = owners.get(ownerId) ?? new Map<string, ${Resource}>()`,
      'owners.set(ownerId, stored)',
    ],
    ownerConditions: [".where('owner_id', '=', ownerId)"],
    ownerColumns: ['owner_id: string'],
    ownerValues: ['owner_id: ownerId'],
    ownerDefinitions: [
      '"owner_id" uuid not null',
      `constraint "${shortIdentifier(`${table}_id_owner_key`)}" unique ("id", "owner_id")`,
    ],
    indexStart: '"owner_id", ',
    serviceParameter: `serviceFor: ForCaller<${Resource}Service>`,
    ownerStatements: ['const service = serviceFor(request)'],
    identityImports: ["import type { ForCaller } from '../../http/identity.ts'"],
    indexImports: ["import { type Caller, principalOf } from '../../http/identity.ts'"],
    requestParameter: ', request: Caller',
    requestArgument: ', principalOf(request).id',
    serviceOnDb: '(request) => serviceOn(db, request)',
  }
}

/** What ownership adds to the code of the links between two resources. */
export interface LinkOwnerModel {
  /** The folders of templates that it is made of. */
  readonly folders: readonly string[]
  readonly ownerParameter: string
  /** What the repositories of the two, and of their links, are given. */
  readonly ownArgument: string
  readonly otherArgument: string
  readonly pairArgument: string
  /** `.where('article_topics.owner_id', '=', ownerId)`, and the same where there is one table. */
  readonly listConditions: readonly string[]
  readonly ownerConditions: readonly string[]
  readonly ownerColumns: readonly string[]
  readonly ownerValues: readonly string[]
  readonly ownerDefinitions: readonly string[]
  /** `"owner_id", `: what stands between the two ids of an index. */
  readonly indexMiddle: string
  /** `service: ArticleTopicsService` */
  readonly serviceParameter: string
  readonly ownerStatements: readonly string[]
  /** `serviceOn(db)` */
  readonly serviceOnDb: string
  readonly identityImports: readonly string[]
  readonly principalImports: readonly string[]
}

/**
 * What that adds to the code of the links from one to the other: they have an owner where one of
 * the two has, since to see them is to see that one.
 */
export function linkOwnerModel(
  own: Access,
  other: Access,
  { Links, table }: { readonly Links: string; readonly table: string },
): LinkOwnerModel {
  const argument = (access: Access) => (access === 'owner' ? ', ownerId' : '')
  if (own !== 'owner' && other !== 'owner') {
    return {
      folders: ['many'],
      ownerParameter: '',
      ownArgument: '',
      otherArgument: '',
      pairArgument: '',
      listConditions: [],
      ownerConditions: [],
      ownerColumns: [],
      ownerValues: [],
      ownerDefinitions: [],
      indexMiddle: '',
      serviceParameter: `service: ${Links}Service`,
      ownerStatements: [],
      serviceOnDb: 'serviceOn(db)',
      identityImports: [],
      principalImports: [],
    }
  }
  return {
    folders: ['many', 'many-owned'],
    ownerParameter: ', ownerId: string',
    ownArgument: argument(own),
    otherArgument: argument(other),
    pairArgument: ', ownerId',
    listConditions: [`.where('${table}.owner_id', '=', ownerId)`],
    ownerConditions: [".where('owner_id', '=', ownerId)"],
    ownerColumns: ['owner_id: string'],
    ownerValues: ['owner_id: ownerId'],
    ownerDefinitions: ['"owner_id" uuid not null'],
    indexMiddle: '"owner_id", ',
    serviceParameter: `serviceFor: ForCaller<${Links}Service>`,
    ownerStatements: ['const service = serviceFor(request)'],
    serviceOnDb: '(request) => serviceOn(db, principalOf(request).id)',
    identityImports: ["import type { ForCaller } from '../../http/identity.ts'"],
    principalImports: ["import { principalOf } from '../../http/identity.ts'"],
  }
}
