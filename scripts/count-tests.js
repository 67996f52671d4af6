// Adds up the reports of scripts/report.js: lists what failed, so that the end of a log shows it, and
// ends with one plain line: N passed, N failed[, N skipped].

import { readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

/** So many lines of a message are shown: a failed command ends with what failed in it. */
const FIRST = 6
const LAST = 24

const total = { passed: 0, failed: 0, skipped: 0 }
for (const path of process.argv.slice(2)) {
  const { passed, failed, skipped, failures } = readReport(path)
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
  for (const { title, messages } of failures) {
    console.log(`\nFAILED  ${title}`)
    for (const message of messages) console.log(shorten(message))
  }
}

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0

/**
 * @param {string} path
 * @returns {import('./report.js').Report}
 */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    // A tier that wrote no report did not run to its end.
    return {
      passed: 0,
      failed: 1,
      skipped: 0,
      failures: [{ title: path, messages: ['no report'] }],
    }
  }
}

/** @param {string} message */
function shorten(message) {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `  ${line.slice(0, 300)}`)
  const left = lines.length - FIRST - LAST
  if (left <= 0) return lines.join('\n')
  return [...lines.slice(0, FIRST), `  … ${left} lines …`, ...lines.slice(-LAST)].join('\n')
}
