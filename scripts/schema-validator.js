// Compiles schema/alex.schema.json to code, so that no JSON Schema library is loaded at run time.
// The result is committed; run this file after a change of the schema (the build does so too).

import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Ajv from 'ajv'
import standaloneCode from 'ajv/dist/standalone/index.js'

const root = join(import.meta.dirname, '..')
export const validatorPath = join(root, 'src/manifest/schema-validator.ts')

const header = `// Made from schema/alex.schema.json by scripts/schema-validator.js. Do not edit.
// biome-ignore-all lint: made by a program
// biome-ignore-all format: made by a program
// biome-ignore-all assist: made by a program
// @ts-nocheck
`

/** The source of the validator, as it stands in `validatorPath`. */
export function validatorSource() {
  const schema = JSON.parse(readFileSync(join(root, 'schema/alex.schema.json'), 'utf8'))
  const ajv = new Ajv.default({
    allErrors: true,
    strict: true,
    // Errors then know their part of the schema, and so which keys there are.
    verbose: true,
    code: { source: true, esm: true, lines: true },
  })
  const code = standaloneCode.default(ajv, ajv.compile(schema))
  if (/\brequire\(|^import /m.test(code)) throw new Error('the validator would load a library')
  return (
    header +
    code
      .replace(/^"use strict";\n?/, '')
      .trimEnd()
      .concat('\n')
  )
}

/** Writes the validator where it is not fresh. */
export function writeValidator() {
  const source = validatorSource()
  if (readIfThere(validatorPath) === source) return
  const temporary = `${validatorPath}.${process.pid}.tmp`
  writeFileSync(temporary, source)
  renameSync(temporary, validatorPath)
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

if (pathToFileURL(process.argv[1] ?? '').href === import.meta.url) writeValidator()
