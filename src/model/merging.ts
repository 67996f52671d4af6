import type { FieldModel } from './field-model.ts'

/** What fields that hold objects add to the code that changes a resource; without them it is plain. */
export interface MergingModel {
  /** `service.update(id, changes, expected)`, or what merges before it. */
  readonly update: string
  /** What is in `field` after the patch of a test: `value`, or that merged into what was there. */
  readonly patched: string
  readonly imports: readonly string[]
  readonly testImports: readonly string[]
  /** `'meta', 'extra'`: the fields that are seen to be merged; of none, there is nothing to test. */
  readonly names: string
}

const PATH = '../../http/merge-patch.ts'

/** How changes of these fields, which a client may set, are made. */
export function mergingModel(fields: readonly FieldModel[]): MergingModel {
  const objects = fields.filter(({ type }) => type === 'json')
  const isMerging = objects.length > 0
  const shown = objects.filter(({ writeonly }) => !writeonly)
  return {
    update: isMerging
      ? 'updateMerged(service, id, changes, expected)'
      : 'service.update(id, changes, expected)',
    patched: isMerging ? 'mergePatch(body[field], value)' : 'value',
    imports: isMerging ? [`import { updateMerged } from '${PATH}'`] : [],
    testImports: isMerging ? [`import { mergePatch } from '${PATH}'`] : [],
    names: shown.map(({ name }) => `'${name}'`).join(', '),
  }
}
