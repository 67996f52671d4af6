import { Type } from 'typebox'
import * as wire from '../../http/wire.ts'
import type { Operation } from '../../resilience/operation.ts'

// What is sent where, what comes back, and what stands in for it. An answer is checked, and what is not
// in its schema is dropped.

const CreateChargeAnswer = Type.Object({
  id: wire.text(50),
  status: wire.text(20),
})

export const createChargeOperation: Operation = {
  name: 'createCharge',
  method: 'POST',
  path: '/charges',
  sends: ['amount', 'currency'],
  answer: CreateChargeAnswer,
  isIdempotent: true,
  sendsKey: true,
  fallback: { kind: 'none' },
}

const GetChargeAnswer = Type.Object({
  id: wire.text(50),
  status: wire.text(20),
  paidAt: wire.nullable(wire.Timestamp),
})

export const getChargeOperation: Operation = {
  name: 'getCharge',
  method: 'GET',
  path: '/charges/:id',
  sends: [],
  answer: GetChargeAnswer,
  isIdempotent: true,
  sendsKey: false,
  fallback: { kind: 'stale' },
}

const RefundChargeAnswer = Type.Object({
  id: wire.text(50),
})

export const refundChargeOperation: Operation = {
  name: 'refundCharge',
  method: 'POST',
  path: '/charges/:id/refunds',
  sends: ['amount', 'reason'],
  answer: RefundChargeAnswer,
  isIdempotent: true,
  sendsKey: true,
  fallback: { kind: 'queue' },
}

export const forgetCustomerOperation: Operation = {
  name: 'forgetCustomer',
  method: 'DELETE',
  path: '/customers/:id',
  sends: [],
  answer: null,
  isIdempotent: true,
  sendsKey: false,
  fallback: { kind: 'queue' },
}
