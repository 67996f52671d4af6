import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { CountryRepository } from '../countries/country.repository.ts'
import type { NoteRepository } from './note.repository.ts'
import type { Note } from './note.ts'

export interface NotesByCountryServiceDependencies {
  readonly notes: Pick<NoteRepository, 'list'>
  readonly countries: Pick<CountryRepository, 'find'>
}

export type NotesByCountryService = ReturnType<typeof createNotesByCountryService>

/**
 * The notes whose country is one and the same. Where there is none, there is no list
 * either, not even an empty one.
 */
export function createNotesByCountryService(dependencies: NotesByCountryServiceDependencies) {
  const { notes, countries } = dependencies

  return {
    async list(id: string, request: PageRequest): Promise<Page<Note>> {
      if (!(await countries.find(id))) {
        throw new NotFoundError('country_not_found', `There is no country ${id}.`)
      }
      const own = { field: 'countryId', operator: 'eq', value: id } as const
      return notes.list({ ...request, where: [...(request.where ?? []), own] })
    },
  }
}
