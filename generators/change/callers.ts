import type { ReadFile } from '../../src/merge/merge.ts'
import type { Notice } from '../../src/merge/plan.ts'
import { auth } from '../../src/model/features/auth.ts'
import { isOn } from '../../src/model/features.ts'
import type { Model } from '../../src/model/model.ts'
import type { Tree } from '../../src/render/tree.ts'

const IDENTIFY = 'src/identify.ts'

interface Change {
  readonly before: Model
  readonly after: Model
  /** The project before the change, as it was generated. */
  readonly untouched: Tree
  readonly readFile: ReadFile
}

/** The notice that what is served anew is for nobody yet, where no file says who calls. */
export async function callersUnknown({
  before,
  after,
  untouched,
  readFile,
}: Change): Promise<readonly Notice[]> {
  const guarded = ({ served }: Model) =>
    served.filter(({ accessWord }) => accessWord !== 'public').map(({ url }) => url)
  // Where tokens are checked, whoever has one is known.
  if (isOn(auth, after.manifest.features)) return []
  const known = new Set(guarded(before))
  const [added] = guarded(after).filter((url) => !known.has(url))
  if (added === undefined) return []
  const there = await readFile(IDENTIFY)
  const generated = untouched.get(IDENTIFY)
  if (!there || !generated) return []
  if (Buffer.compare(there.content, Buffer.from(generated.content)) !== 0) return []
  const message = `Nobody is known yet, so ${added} answers 401 to everyone: say in ${IDENTIFY} who calls (docs/architecture.md).`
  return [{ code: 'callers-unknown', message }]
}
