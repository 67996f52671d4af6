import { Type } from 'typebox'
import * as wire from '../../http/wire.ts'
import type { Operation } from '../../resilience/operation.ts'

// What is sent where, what comes back, and what stands in for it. An answer is checked, and what is not
// in its schema is dropped.

const GetRateAnswer = Type.Object({
  rate: wire.Float,
  source: wire.oneOf('bank', 'market'),
})

export const getRateOperation: Operation = {
  name: 'getRate',
  method: 'GET',
  path: '/rates/:currency',
  sends: ['day'],
  answer: GetRateAnswer,
  isIdempotent: true,
  sendsKey: false,
  fallback: { kind: 'default', value: { rate: 1, source: 'bank' } },
}

const ListRatesAnswer = Type.Array(
  Type.Object({
    currency: wire.text(3),
    rate: wire.Float,
  }),
)

export const listRatesOperation: Operation = {
  name: 'listRates',
  method: 'GET',
  path: '/rates',
  sends: [],
  answer: ListRatesAnswer,
  isIdempotent: true,
  sendsKey: false,
  fallback: { kind: 'default', value: [] },
}

const ListBanksAnswer = Type.Array(
  Type.Object({
    id: wire.text(50),
  }),
)

export const listBanksOperation: Operation = {
  name: 'listBanks',
  method: 'GET',
  path: '/banks',
  sends: [],
  answer: ListBanksAnswer,
  isIdempotent: true,
  sendsKey: false,
  fallback: { kind: 'stale' },
}

export const reportOperation: Operation = {
  name: 'report',
  method: 'POST',
  path: '/reports',
  sends: ['text', 'tags'],
  answer: null,
  isIdempotent: false,
  sendsKey: false,
  fallback: { kind: 'none' },
}
