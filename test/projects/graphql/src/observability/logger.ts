import pino, { type DestinationStream, type Logger } from 'pino'
import type { Config } from '../config.ts'
import { censor, redact, withoutCredentials } from './redact.ts'

export type { Logger } from 'pino'

/**
 * Creates the logger of the process: one JSON object per line on standard output, which is where
 * a container platform collects it. In a terminal, in development, lines are made for people.
 */
export async function createLogger(
  config: Pick<Config, 'environment' | 'logLevel'>,
  destination?: DestinationStream,
): Promise<Logger> {
  return pino(
    {
      level: config.logLevel,
      timestamp: pino.stdTimeFunctions.isoTime,
      // Process id and host name are added by whatever collects the lines.
      base: null,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redact(fields) as Record<string, unknown>,
      },
      // Errors were described by `redact`; the serializer of pino would take them for plain objects.
      serializers: { err: (it) => redact(it), msg: withoutCredentials },
      // Formatters do not see the bindings of child loggers; these paths do.
      redact: {
        paths: ['password', 'secret', 'token', 'authorization', 'cookie', 'email'],
        censor,
      },
    },
    destination ?? (await openDestination(config.environment)),
  )
}

async function openDestination(environment: Config['environment']): Promise<DestinationStream> {
  if (environment === 'development' && process.stdout.isTTY) {
    const pretty = await import('pino-pretty').catch(() => undefined)
    if (pretty) return pretty.default({ sync: true })
  }
  // Synchronous: a line that was logged has left the process, also when the next one crashes it.
  // When logging shows up in a profile: { sync: false, minLength: 4096 }, and a crash loses lines.
  return pino.destination({ dest: 1, sync: true })
}
