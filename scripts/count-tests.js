// Adds up the runner's own reports and ends with one plain line: N passed, N failed[, N skipped].

import { readFileSync } from 'node:fs'

const total = { passed: 0, failed: 0, skipped: 0 }
for (const path of process.argv.slice(2)) {
  const report = readReport(path)
  if (report === undefined) {
    // A tier that wrote no report did not run to its end.
    total.failed += 1
    console.error(`no report at ${path}`)
    continue
  }
  total.passed += report.numPassedTests
  // A file that fails before its first test counts, too.
  total.failed += Math.max(report.numFailedTests, report.success ? 0 : 1)
  total.skipped += report.numPendingTests + report.numTodoTests
}

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0

/** @param {string} path */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
