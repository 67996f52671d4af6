/** Commands as a person would type them: `cd my-api && npm install`. */
export function shellCommand(
  cwd: string,
  commands: readonly (readonly string[])[],
  here = process.cwd(),
): string {
  const typed = commands.map((command) => command.map(quote).join(' '))
  return (cwd === here ? typed : [`cd ${quote(cwd)}`, ...typed]).join(' && ')
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
