import type { Clock } from '../../shared/clock.ts'
import type { NewId } from '../../shared/id.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import { SheetChangedError, SheetNotFoundError } from './sheet.errors.ts'
import type { SheetRepository } from './sheet.repository.ts'
import { createSheet, type NewSheet, type Sheet, type SheetChanges } from './sheet.ts'

export interface SheetServiceDependencies {
  readonly sheets: SheetRepository
  readonly clock: Clock
  readonly newId: NewId
}

export type SheetService = ReturnType<typeof createSheetService>

/** The use cases. A rule about sheets belongs here, whichever way the request came in. */
export function createSheetService({ sheets, clock, newId }: SheetServiceDependencies) {
  return {
    async list(request: PageRequest): Promise<Page<Sheet>> {
      return sheets.list(request)
    },

    async get(id: string): Promise<Sheet> {
      const sheet = await sheets.find(id)
      if (!sheet) throw new SheetNotFoundError(id)
      return sheet
    },

    async create(input: NewSheet): Promise<Sheet> {
      const sheet = createSheet(input, newId(), clock.now())
      await sheets.insert(sheet)
      return sheet
    },

    async createMany(inputs: readonly NewSheet[]): Promise<readonly Sheet[]> {
      const now = clock.now()
      const created = inputs.map((input) => createSheet(input, newId(), now))
      await sheets.insert(...created)
      return created
    },

    async update(id: string, changes: SheetChanges, expected?: number): Promise<Sheet> {
      const sheet = await sheets.update(id, changes, clock.now(), expected)
      if (!sheet) throw await obstacle(sheets, id)
      return sheet
    },

    async remove(id: string, expected?: number): Promise<void> {
      const removed = await sheets.remove(id, expected)
      if (!removed) throw await obstacle(sheets, id)
    },
  }
}

/** Why there was nothing to change: no sheet, or not in the version that was expected. */
async function obstacle(sheets: SheetRepository, id: string): Promise<Error> {
  const sheet = await sheets.find(id)
  return sheet ? new SheetChangedError(id) : new SheetNotFoundError(id)
}
