// A reporter of vitest that writes what `count-tests.js` reads, to the file that TEST_REPORT names.
// vitest's own JSON is silent about hooks: where one fails, tests are merely skipped in it.

import { writeFileSync } from 'node:fs'

/**
 * @typedef {{ title: string, messages: string[] }} Failure
 * @typedef {{ passed: number, failed: number, skipped: number, failures: Failure[] }} Report
 */

export default class {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly import('vitest').SerializedError[]} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    /** @type {Report} */
    const report = { passed: 0, failed: 0, skipped: 0, failures: [] }
    for (const module of modules) addModule(report, module)
    addFailure(report, 'outside of every test', unhandled)
    report.failed = report.failures.length
    const file = process.env.TEST_REPORT
    if (!file) throw new Error('TEST_REPORT does not say where the report is to be written')
    writeFileSync(file, JSON.stringify(report))
  }
}

/**
 * @param {Report} report
 * @param {import('vitest/node').TestModule} module
 */
function addModule(report, module) {
  const file = module.relativeModuleId
  // What is no test fails, too: a file before its first test, a hook of a file or of a suite.
  addFailure(report, file, module.errors())
  for (const suite of module.children.allSuites()) {
    addFailure(report, `${file} > ${suite.fullName}`, suite.errors())
  }
  for (const test of module.children.allTests()) {
    const { state, errors } = test.result()
    if (state === 'failed') addFailure(report, `${file} > ${test.fullName}`, errors)
    else report[state === 'passed' ? 'passed' : 'skipped'] += 1
  }
}

/**
 * @param {Report} report
 * @param {string} title
 * @param {readonly { message: string }[]} errors
 */
function addFailure({ failures }, title, errors) {
  if (errors.length > 0) failures.push({ title, messages: errors.map(({ message }) => message) })
}
