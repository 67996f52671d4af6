import type { Arguments } from '../../src/cli/command.ts'
import type { Session } from '../../src/cli/session.ts'
import { findDamagedRoot } from '../doctor/root.ts'
import { collectInfo } from './collect.ts'
import { describeInfo } from './describe.ts'

/** `create-alex-api info`: what a project is and what it runs on, without a secret in it. */
export async function runInfo({ flags }: Arguments, session: Session): Promise<number> {
  const info = await collectInfo(findDamagedRoot(session.cwd), session)
  await session.out(flags.json ? `${JSON.stringify(info, null, 2)}\n` : describeInfo(info))
  return 0
}
