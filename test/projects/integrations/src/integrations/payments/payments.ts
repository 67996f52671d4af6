import type { Answered, CallOptions } from '../../resilience/call.ts'
import type { Queued } from '../../resilience/queued-call.ts'

/** What payments does for us, as services see it. It is called where it says so, and nowhere else. */
export interface Payments {
  /** `POST /charges` */
  createCharge(
    input: CreateChargeInput,
    options?: CallOptions,
  ): Promise<Answered<CreateChargeAnswer>>
  /** `GET /charges/:id` */
  getCharge(input: GetChargeInput, options?: CallOptions): Promise<Answered<GetChargeAnswer>>
  /** `POST /charges/:id/refunds` */
  refundCharge(
    input: RefundChargeInput,
    options?: CallOptions,
  ): Promise<Answered<RefundChargeAnswer> | Queued>
  /** `DELETE /customers/:id` */
  forgetCustomer(
    input: ForgetCustomerInput,
    options?: CallOptions,
  ): Promise<Answered<undefined> | Queued>
}

export interface CreateChargeInput {
  readonly amount: number
  readonly currency: string
}

export interface CreateChargeAnswer {
  readonly id: string
  readonly status: string
}

export interface GetChargeInput {
  readonly id: string
}

export interface GetChargeAnswer {
  readonly id: string
  readonly status: string
  readonly paidAt: string | null
}

export interface RefundChargeInput {
  readonly id: string
  readonly amount: number
  readonly reason: 'duplicate' | 'asked' | null
}

export interface RefundChargeAnswer {
  readonly id: string
}

export interface ForgetCustomerInput {
  readonly id: string
}
