/** What the secrets of a scheme look like. */
export interface KeyForm {
  /** What a person is told to write. */
  readonly expected: string
  /** The bytes that sign; undefined for what is no secret of this scheme. */
  keyOf(secret: string): Buffer | undefined
}

/** The variable of a webhook, and what is in it. */
export interface SecretSettings<Variable extends string> {
  readonly secret: Variable
  readonly form: KeyForm
}

/** Everybody knows it: it stands in for a secret in development and tests, and production refuses it. */
export const DEVELOPMENT_SECRET = 'whsec_Zm9yIGRldmVsb3BtZW50IG9ubHksIG5ldmVyIGluIHByb2R1Y3Rpb24='

/** Several are for the time in which one takes over from another. */
export function readSecrets(text: string | undefined): readonly string[] {
  if (text === undefined) return [DEVELOPMENT_SECRET]
  return text.split(',').flatMap((part) => part.trim() || [])
}

/** What no schema of a single variable can say. */
export function checkSecrets<Variable extends string>(
  text: string | undefined,
  { secret, form }: SecretSettings<Variable>,
  environment: 'development' | 'test' | 'production',
  add: (variable: Variable, problem: string, expected: string) => void,
): void {
  const expected = `${form.expected}; several with commas between, while one takes over`
  if (text === undefined) {
    if (environment === 'production') add(secret, 'is not set', expected)
    return
  }
  const secrets = readSecrets(text)
  if (secrets.length === 0 || secrets.some((one) => form.keyOf(one) === undefined)) {
    add(secret, 'has an unusable value', expected)
  }
  if (environment === 'production' && secrets.includes(DEVELOPMENT_SECRET)) {
    add(secret, 'has the secret for development, which everybody knows', expected)
  }
}
