const ASCII = /^[\x20-\x7e]*$/
const NONE = /[\p{Mn}\p{Me}\u1160-\u11ff]/u
const TWO =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18d08}\u{1aff0}-\u{1b2fb}\u{1d300}-\u{1d356}\u{1d360}-\u{1d376}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u

/** How many columns a text takes, for the formatter and in a terminal: two for a Chinese character. */
export function width(text: string): number {
  if (ASCII.test(text)) return text.length
  return [...text].reduce((sum, character) => sum + widthOf(character), 0)
}

function widthOf(character: string): number {
  if (NONE.test(character)) return 0
  return TWO.test(character) ? 2 : 1
}
