import type { Answered, CallOptions } from '../../resilience/call.ts'

/** What exchange-rates does for us, as services see it. It is called where it says so, and nowhere else. */
export interface ExchangeRates {
  /** `GET /rates/:currency` */
  getRate(input: GetRateInput, options?: CallOptions): Promise<Answered<GetRateAnswer>>
  /** `POST /reports` */
  report(input: ReportInput, options?: CallOptions): Promise<Answered<undefined>>
}

export interface GetRateInput {
  readonly currency: string
  readonly day?: string | null
}

export interface GetRateAnswer {
  readonly rate: number
  readonly source: 'bank' | 'market'
}

export interface ReportInput {
  readonly text: string
  readonly tags: readonly string[]
}
