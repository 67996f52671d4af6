import { ENV } from '../environment.ts'
import type { Check, Found } from '../finding.ts'

const addressUnusable: Check = {
  code: 'address-unusable',
  group: 'Environment',
  severity: 'error',
  summary: 'The address of an integration is none that can be called: the program does not start.',
  needs: 'model',
  async run({ manifest: { model }, environment, env }) {
    const { valueIn, lineOf } = environment()
    return (model?.integrations ?? []).flatMap(({ file, variables: { url } }): Found[] => {
      const value = valueIn(url)
      if (value === undefined || value === '' || isAddress(value)) return []
      const line = lineOf(url)
      const inFile = line === undefined ? ENV : `${ENV}:${line}`
      return [
        {
          // The value may have a password in it.
          what: `${url}, the address of ${file}, is no address of http or https that can be called.`,
          where: env[url] === undefined ? inFile : 'the environment of this process',
          mend: `Set it without a user, a query or a fragment: ${url}=https://api.example.com`,
        },
      ]
    })
  },
}

/** The same as the program asks of it at its start, where it is not in production. */
function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:\/\/[^\s?#@]+$/.test(text)
}

export const integrationChecks: readonly Check[] = [addressUnusable]
