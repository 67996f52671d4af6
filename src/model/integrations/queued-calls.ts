import { UserError } from '../../errors.ts'
import type { CircuitBreakerOperation, JobOperation } from '../../manifest/manifest.ts'
import { propertyOf, schemaOf } from '../exchanged-fields.ts'
import type { Field } from '../field.ts'
import { inGroups, sorted } from '../imports.ts'
import { jobConstant, ownQueues } from '../jobs/job.ts'
import { camelCase, kebabCase, splitWords } from '../words.ts'
import { isBodiless, type OperationSpec, parseOperations } from './syntax.ts'

/** A call that is made later where it cannot be made at once: a kind of job. */
export interface QueuedCallModel {
  /** `payments`: the integration, its key and its operation. */
  readonly file: string
  readonly key: string
  /** `createCharge` */
  readonly operation: string
  /** `payments-create-charge`: what its queue is called. */
  readonly job: string
  /** `paymentsCreateChargeJob` */
  readonly constant: string
  /** What its handler takes of that, and what it sends: nothing at all, where there is nothing. */
  readonly taken: string
  readonly input: string
  /** The lines of the schema of what waits. */
  readonly dataLines: readonly string[]
}

/** What the files of an integration have more, or otherwise, where calls of it may wait. */
export interface QueueingModel {
  readonly queued: readonly QueuedCallModel[]
  /** What the port, the client, the tests and the demonstration import. */
  readonly portImports: readonly string[]
  readonly clientImport: string
  readonly testImports: readonly string[]
  readonly demoImports: readonly string[]
  /** What the client is made of: `Pick<Target, 'call'>`, and `targets.payments`. */
  readonly targetType: string
  readonly opened: string
  /** The same in tests. */
  readonly testTarget: string
  readonly openTestTarget: string
  /** The import statements of its jobs, and of their tests. */
  readonly jobImports: readonly string[]
  readonly jobTestImports: readonly string[]
}

type Named = Pick<CircuitBreakerOperation, 'name' | 'operations'>

/** The calls of an integration that may wait. */
export function queuedCallsOf({ name, operations }: Named): readonly QueuedCallModel[] {
  return parseOperations(operations)
    .filter(({ fallback }) => fallback.kind === 'queue')
    .map((spec) => {
      const job = `${name}-${kebabCase(splitWords(spec.name))}`
      return {
        file: name,
        key: camelCase(name.split('-')),
        operation: spec.name,
        job,
        constant: jobConstant(job),
        taken: isEmpty(spec) ? '{ idempotencyKey }' : '{ input, idempotencyKey }',
        input: isEmpty(spec) ? '{}' : 'input',
        dataLines: dataLinesOf(spec),
      }
    })
}

function isEmpty({ parameters, sends }: OperationSpec): boolean {
  return parameters.length + sends.length === 0
}

/** A part of the path is no longer than what is taken as an address everywhere. */
function dataLinesOf(spec: OperationSpec): readonly string[] {
  if (isEmpty(spec)) {
    return ['data: queuedCall(Type.Object({}, { additionalProperties: false })),']
  }
  const { method, parameters, sends } = spec
  const members = [
    ...parameters.map((one) => `${one}: wire.text(2_000, 1),`),
    ...sends.map((field) => `${propertyOf(field.name)}: ${inputSchemaOf(field, method)},`),
  ]
  return [
    'data: queuedCall(',
    '  Type.Object(',
    '    {',
    ...members.map((line) => `      ${line}`),
    '    },',
    '    { additionalProperties: false },',
    '  ),',
    '),',
  ]
}

/** As the port has it: what may be null and stands behind the `?` may be left out too. */
function inputSchemaOf(field: Field, method: OperationSpec['method']): string {
  const schema = schemaOf(field)
  return field.nullable && isBodiless(method) ? `Type.Optional(${schema})` : schema
}

/**
 * Queues have names, and what is done later a constant: both of one alone.
 *
 * @throws UserError for two that would be the same
 */
export function refuseSharedQueues(
  integrations: readonly CircuitBreakerOperation[],
  jobs: readonly JobOperation[],
): void {
  const taken = new Map(jobs.map(({ name }) => [jobConstant(name), `the job ${name}`]))
  for (const { file, operation, job, constant } of integrations.flatMap(queuedCallsOf)) {
    const what = `${operation} of ${file}`
    const other = ownQueues.has(job) ? 'what the project does itself' : taken.get(constant)
    if (other !== undefined) {
      throw new UserError(`What waits of ${what} would be called ${job}, as is ${other}.`, {
        help: 'Give one of them another name. Nothing was changed.',
      })
    }
    taken.set(constant, what)
  }
}

/** What its files are made of. */
export function queueingModel(operation: CircuitBreakerOperation, Name: string): QueueingModel {
  const { name } = operation
  const queued = queuedCallsOf(operation)
  const isQueueing = queued.length > 0
  const key = camelCase(name.split('-'))
  const given = `'${name}', { url: fake.url }`
  const ownJobs = isQueueing ? [`import { ${key}Jobs } from './${name}.jobs.ts'`] : []
  const support = isQueueing ? 'queueing-target' : 'target'
  const open = isQueueing ? 'openQueueingTarget' : 'openTarget'
  const testTarget = isQueueing ? 'QueueingTestTarget' : 'TestTarget'
  const constants = queued.map(({ constant }) => constant)
  const schemas = queued.flatMap(({ dataLines }) => dataLines).join()
  return {
    queued,
    portImports: inGroups([
      "import type { Answered, CallOptions } from '../../resilience/call.ts'",
      ...(isQueueing ? ["import type { Queued } from '../../resilience/queued-call.ts'"] : []),
    ]),
    clientImport: isQueueing
      ? "import type { QueueingTarget } from '../../resilience/queueing.ts'"
      : "import type { Target } from '../../resilience/target.ts'",
    targetType: isQueueing ? 'QueueingTarget' : "Pick<Target, 'call'>",
    opened: isQueueing
      ? `createQueueingTarget(targets.${key}, { integration: '${name}', jobs: ${key}Jobs, ...parts })`
      : `targets.${key}`,
    testTarget,
    openTestTarget: isQueueing ? `${open}(${given}, ${key}Jobs)` : `${open}(${given})`,
    testImports: inGroups([
      `import { startFake${Name} } from '../../../test/integrations/${name}.fake.ts'`,
      `import { ${open}, type ${testTarget} } from '../../../test/support/${support}.ts'`,
      "import type { ThirdParty } from '../../../test/support/third-party.ts'",
      `import { create${Name} } from './${name}.client.ts'`,
      ...ownJobs,
      `import type { ${Name} } from './${name}.ts'`,
    ]),
    demoImports: inGroups([
      `import { create${Name} } from '../../src/integrations/${name}/${name}.client.ts'`,
      ...ownJobs.map((line) => line.replace('./', `../../src/integrations/${name}/`)),
      "import { OPEN_MS } from '../../src/resilience/limits.ts'",
      "import { showOutage } from '../support/demonstration.ts'",
      `import { ${open} } from '../support/${support}.ts'`,
      `import { startFake${Name} } from './${name}.fake.ts'`,
    ]),
    jobImports: inGroups([
      "import { Type } from 'typebox'",
      ...(schemas.includes('wire.') ? ["import * as wire from '../../http/wire.ts'"] : []),
      "import { defineJob } from '../../jobs/job.ts'",
      "import { deliver } from '../../resilience/deliver.ts'",
      "import { DELIVERY_SECONDS, queuedCall } from '../../resilience/queued-call.ts'",
      `import { ${operationNames(queued)} } from './${name}.operations.ts'`,
    ]),
    jobTestImports: inGroups([
      `import { startFake${Name} } from '../../../test/integrations/${name}.fake.ts'`,
      "import { testConfig } from '../../../test/support/config.ts'",
      "import { createTestDatabase } from '../../../test/support/database.ts'",
      "import { silentLogger, until, workerOn } from '../../../test/support/jobs.ts'",
      "import type { ThirdParty } from '../../../test/support/third-party.ts'",
      "import type { DatabaseHandle } from '../../database/connection.ts'",
      "import { DEAD_LETTERS } from '../../jobs/boss.ts'",
      "import { countJobs } from '../../jobs/counts.ts'",
      "import { jobs } from '../../jobs/index.ts'",
      "import type { Job } from '../../jobs/job.ts'",
      "import { createJobQueue } from '../../jobs/queue.ts'",
      "import type { Worker } from '../../jobs/worker.ts'",
      "import { createIntegrationMetrics } from '../../observability/integration-metrics.ts'",
      "import { newId } from '../../shared/id.ts'",
      "import { openIntegrations } from '../index.ts'",
      `import { ${sorted(constants).join(', ')} } from './${name}.jobs.ts'`,
    ]),
  }
}

function operationNames(queued: readonly QueuedCallModel[]): string {
  return sorted(queued.map(({ operation }) => `${operation}Operation`)).join(', ')
}
