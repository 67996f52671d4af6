import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const run = promisify(execFile)

it('shows the circuit open, stand in and close again, and ends by itself', async () => {
  const { stdout } = await run(process.execPath, ['test/integrations/payments.demo.ts'])

  expect(stdout).toMatch(/closed[\s\S]*open[\s\S]*half_open[\s\S]*closed/)
  expect(stdout).toContain('integration_circuit_state{integration="payments"} 0')
  expect(stdout).toContain('stands in: stale')
})
