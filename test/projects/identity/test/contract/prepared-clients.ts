import { createClients } from '../../src/auth/clients/clients.ts'
import { systemClock } from '../../src/shared/clock.ts'
import { newId } from '../../src/shared/id.ts'
import type { Prepare } from './prepared.ts'

export const preparedClients: Readonly<Record<string, Prepare>> = {
  'POST /v1/auth/token': async (app) => {
    const clients = createClients({ db: app.db, clock: systemClock, newId })
    const { id, secret } = await clients.add('Walker', [])
    return {
      body: { grant_type: 'client_credentials', client_id: id, client_secret: secret },
    }
  },
}
