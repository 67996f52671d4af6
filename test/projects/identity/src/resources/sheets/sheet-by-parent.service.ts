import { NotFoundError } from '../../shared/errors.ts'
import type { Page, PageRequest } from '../../shared/pagination.ts'
import type { SheetRepository } from './sheet.repository.ts'
import type { Sheet } from './sheet.ts'

export interface SheetsByParentServiceDependencies {
  readonly sheets: Pick<SheetRepository, 'list'>
  readonly otherSheets: Pick<SheetRepository, 'find'>
}

export type SheetsByParentService = ReturnType<typeof createSheetsByParentService>

/**
 * The sheets whose parent is one and the same. Where there is none, there is no list
 * either, not even an empty one.
 */
export function createSheetsByParentService(dependencies: SheetsByParentServiceDependencies) {
  const { sheets, otherSheets } = dependencies

  return {
    async list(id: string, request: PageRequest): Promise<Page<Sheet>> {
      if (!(await otherSheets.find(id))) {
        throw new NotFoundError('sheet_not_found', `There is no sheet ${id}.`)
      }
      const own = { field: 'parentId', operator: 'eq', value: id } as const
      return sheets.list({ ...request, where: [...(request.where ?? []), own] })
    },
  }
}
