import { type Program, runProgram } from '../../src/commands/program.ts'

/** What a program does when it is told these words, without a process of its own. */
export async function told(
  program: Program,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  const output = { stdout: '', stderr: '' }
  const code = await runProgram(program, words, {
    env,
    out: (text) => {
      output.stdout += text
    },
    err: (text) => {
      output.stderr += text
    },
  })
  return { code, ...output }
}
