import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFakeExchangeRates } from '../../../test/integrations/exchange-rates.fake.ts'
import { openTarget, type TestTarget } from '../../../test/support/target.ts'
import type { ThirdParty } from '../../../test/support/third-party.ts'
import { createExchangeRates } from './exchange-rates.client.ts'
import type { ExchangeRates } from './exchange-rates.ts'

let fake: ThirdParty
let target: TestTarget
let exchangeRatesClient: ExchangeRates

beforeEach(async () => {
  fake = await startFakeExchangeRates()
  target = openTarget('exchange-rates', { url: fake.url })
  exchangeRatesClient = createExchangeRates(target)
})

afterEach(async () => {
  await target.close()
  await fake.close()
})

describe('getRate', () => {
  const input = { currency: 'first', day: '2026-01-31' } as const

  it('answers with what exchange-rates says', async () => {
    const answered = await exchangeRatesClient.getRate(input)

    expect(answered).toEqual({ value: { rate: 0.5, source: 'bank' }, source: 'live' })
    expect(fake.received).toMatchObject([{ method: 'GET' }])
  })

  it('answers with its default while it is gone, and says so', async () => {
    fake.behave({ kind: 'answer', status: 503 })

    expect(await exchangeRatesClient.getRate(input)).toEqual({
      value: { rate: 1, source: 'bank' },
      source: 'default',
    })
    expect(fake.received).toHaveLength(3)
  })
})

describe('listRates', () => {
  const input = {} as const

  it('answers with what exchange-rates says', async () => {
    const answered = await exchangeRatesClient.listRates(input)

    expect(answered).toEqual({ value: [{ currency: 'Fir', rate: 0.5 }], source: 'live' })
    expect(fake.received).toMatchObject([{ method: 'GET' }])
  })

  it('answers with its default while it is gone, and says so', async () => {
    fake.behave({ kind: 'answer', status: 503 })

    expect(await exchangeRatesClient.listRates(input)).toEqual({
      value: [],
      source: 'default',
    })
    expect(fake.received).toHaveLength(3)
  })
})

describe('listBanks', () => {
  const input = {} as const

  it('answers with what exchange-rates says', async () => {
    const answered = await exchangeRatesClient.listBanks(input)

    expect(answered).toEqual({ value: [{ id: 'First id' }], source: 'live' })
    expect(fake.received).toMatchObject([{ method: 'GET' }])
  })

  it('answers with its last good answer while it is gone, and says so', async () => {
    const { value } = await exchangeRatesClient.listBanks(input)
    fake.behave({ kind: 'answer', status: 503 })

    expect(await exchangeRatesClient.listBanks(input)).toEqual({ value, source: 'stale' })
    expect(fake.received).toHaveLength(4)
  })

  it('fails while it is gone and has never answered', async () => {
    fake.behave({ kind: 'answer', status: 503 })

    await expect(exchangeRatesClient.listBanks(input)).rejects.toMatchObject({
      outcome: 'unavailable',
    })
  })
})

describe('report', () => {
  const input = { text: 'First text', tags: ['First tags'] } as const

  it('answers with what exchange-rates says', async () => {
    const answered = await exchangeRatesClient.report(input)

    expect(answered).toEqual({ value: undefined, source: 'live' })
    expect(fake.received).toMatchObject([{ method: 'POST' }])
  })

  it('is sent once, since it may not be done twice, and its caller is told', async () => {
    fake.behave({ kind: 'answer', status: 503 })

    await expect(exchangeRatesClient.report(input)).rejects.toMatchObject({
      outcome: 'unavailable',
    })
    expect(fake.received).toHaveLength(1)
  })
})
