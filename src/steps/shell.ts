/** Commands as a person would type them: `cd my-api && npm install`. */
export function shellCommand(
  cwd: string,
  commands: readonly (readonly string[])[],
  here = process.cwd(),
): string {
  const typed = commands.map((command) => command.map((word) => shellWord(word)).join(' '))
  return (cwd === here ? typed : [`cd ${shellWord(cwd)}`, ...typed]).join(' && ')
}

/** A word as it can be typed into a shell: quoted where it must be. */
export function shellWord(word: string, platform: NodeJS.Platform = process.platform): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word
  if (platform === 'win32') return `"${word.replaceAll('"', '')}"`
  return `'${word.replaceAll("'", `'\\''`)}'`
}
