import { execFileSync } from 'node:child_process'

export type Git = (...args: readonly string[]) => string

/** git in a project, with an author for what is committed; gives what it prints. */
export function gitIn(project: string): Git {
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com']
  return (...args) => execFileSync('git', [...author, ...args], { cwd: project, encoding: 'utf8' })
}

/** Puts a project into git as it is: git tells what has changed from then on. */
export function commitFirst(git: Git): void {
  git('init', '--quiet')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'Before')
}
