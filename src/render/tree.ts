export type FileMode = 0o644 | 0o755 | 0o600

export interface TreeFile {
  /** Text is held as a string in UTF-8 with `\n`; anything else as bytes. */
  readonly content: string | Uint8Array
  readonly mode: FileMode
}

/** Path → content and mode: what a rendering amounts to. Paths are relative, with `/`. */
export type Tree = ReadonlyMap<string, TreeFile>
