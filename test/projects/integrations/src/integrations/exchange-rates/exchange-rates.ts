import type { Answered, CallOptions } from '../../resilience/call.ts'

/** What exchange-rates does for us, as services see it. It is called where it says so, and nowhere else. */
export interface ExchangeRates {
  /** `GET /rates/:currency` */
  getRate(input: GetRateInput, options?: CallOptions): Promise<Answered<GetRateAnswer>>
  /** `GET /rates` */
  listRates(input: ListRatesInput, options?: CallOptions): Promise<Answered<ListRatesAnswer>>
  /** `GET /banks` */
  listBanks(input: ListBanksInput, options?: CallOptions): Promise<Answered<ListBanksAnswer>>
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

export type ListRatesInput = Readonly<Record<string, never>>

export interface ListRatesItem {
  readonly currency: string
  readonly rate: number
}

export type ListRatesAnswer = readonly ListRatesItem[]

export type ListBanksInput = Readonly<Record<string, never>>

export interface ListBanksItem {
  readonly id: string
}

export type ListBanksAnswer = readonly ListBanksItem[]

export interface ReportInput {
  readonly text: string
  readonly tags: readonly string[]
}
