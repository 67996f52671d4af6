/**
 * Why a secret is refused, as the project itself refuses it at its start. The same words stand in
 * the template of its configuration; a test compares them.
 */
export function secretWeakness(secret: string): string | undefined {
  if (Buffer.byteLength(secret) < 32) return 'is shorter than 32 bytes'
  if (/change.?me|secret|password|passwd|example|placeholder|your.?key|12345678/i.test(secret)) {
    return 'looks like a placeholder'
  }
  if (new Set(secret).size < 10) return 'repeats itself'
  return undefined
}
