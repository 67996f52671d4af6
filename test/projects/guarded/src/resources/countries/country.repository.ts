import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { Country, CountryChanges } from './country.ts'

/** Where countries are kept. */
export interface CountryRepository {
  /** Newest first unless another order is asked for; the id decides between equals. */
  list(request: PageRequest): Promise<Page<Country>>
  find(id: string): Promise<Country | undefined>
  /** Those of the ids that there are, in no order. */
  findMany(ids: readonly string[]): Promise<readonly Country[]>
  /** Keeps all of them, or none. */
  insert(...countries: readonly Country[]): Promise<void>
  /**
   * Makes the changes and raises the version, as one step; `undefined` when there is no country, or
   * not in the version that is expected.
   */
  update(
    id: string,
    changes: CountryChanges,
    now: Date,
    expected?: number,
  ): Promise<Country | undefined>
  /** Tells whether there was a country, in the version that is expected. */
  remove(id: string, expected?: number): Promise<boolean>
}
