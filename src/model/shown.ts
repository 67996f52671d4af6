/** What was typed, as part of a message: plain characters on one line, and not too many of them. */
export function shown(typed: string, most = 60): string {
  const plain = typed.replaceAll(/[^\x20-\x7e]/g, '?')
  return plain.length > most ? `${plain.slice(0, most - 3)}...` : plain
}
