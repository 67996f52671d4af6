import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

export interface Visit {
  /** Every address that the page asked for. */
  readonly requests: readonly string[]
  /** What the browser complained about: errors, and violations of the content security policy. */
  readonly complaints: readonly string[]
  /** The text that a person sees. */
  readonly text: string
}

const executablePath = '/usr/bin/chromium'

/** Opens a page as a person would, waits for a text to show, and tells what happened. */
export async function visit(url: string, text: string): Promise<Visit> {
  if (!existsSync(executablePath))
    throw new Error(`${executablePath} is missing: apt-get install chromium`)
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-sync'],
  })
  try {
    const page = await browser.newPage()
    const requests: string[] = []
    const complaints: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.goto(url)
    await page.getByText(text).first().waitFor()
    return { requests, complaints, text: await page.locator('body').innerText() }
  } finally {
    await browser.close()
  }
}
