#!/usr/bin/env node
// Nothing is imported statically here, so that a Node too old to link the rest still gets a sentence.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `create-alex-api needs Node 20.19 or newer, and this is ${process.versions.node}. ` +
      'Get a newer one from https://nodejs.org.\n',
  )
  process.exitCode = 1
} else {
  const { main } = await import('./cli/main.ts')
  process.exitCode = await main(process.argv.slice(2))
}
