import type { Answered, CallOptions } from '../../resilience/call.ts'

/** What payments does for us, as services see it. It is called where it says so, and nowhere else. */
export interface Payments {
  /** `POST /charges` */
  createCharge(
    input: CreateChargeInput,
    options?: CallOptions,
  ): Promise<Answered<CreateChargeAnswer>>
  /** `GET /charges/:id` */
  getCharge(input: GetChargeInput, options?: CallOptions): Promise<Answered<GetChargeAnswer>>
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
