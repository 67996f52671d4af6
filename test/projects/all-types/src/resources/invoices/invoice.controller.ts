import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { invoicePolicy } from './invoice.policy.ts'
import {
  CreateInvoiceBody,
  InvoiceList,
  InvoiceListQuery,
  InvoiceResponse,
  toInvoiceResponse,
  UpdateInvoiceBody,
} from './invoice.schemas.ts'
import type { InvoiceService } from './invoice.service.ts'

export function invoiceController(
  service: InvoiceService,
  cursors: Cursors,
  once: Idempotent<InvoiceService>,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'invoices', InvoiceListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: invoicePolicy.list,
        schema: {
          operationId: 'listInvoices',
          summary: 'List invoices',
          tags: ['Invoices'],
          querystring: InvoiceListQuery.schema,
          response: { 200: InvoiceList },
        },
      },
      async (request, reply) => {
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, page.data.map(toInvoiceResponse))
      },
    )

    app.get(
      '/:id',
      {
        config: { ...invoicePolicy.get, versioned: true },
        schema: {
          operationId: 'getInvoice',
          summary: 'Get an invoice',
          tags: ['Invoices'],
          params: wire.IdParams,
          response: { 200: InvoiceResponse },
        },
      },
      async (request, reply) => {
        const invoice = await service.get(request.params.id)
        return tagged(reply, toInvoiceResponse(invoice))
      },
    )

    app.post(
      '',
      {
        config: { ...invoicePolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createInvoice',
          summary: 'Create an invoice',
          tags: ['Invoices'],
          body: CreateInvoiceBody,
          response: { 201: InvoiceResponse },
        },
      },
      async (request, reply) => {
        const input = request.body
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toInvoiceResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...invoicePolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createInvoices',
          summary: 'Create several invoices',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Invoices'],
          body: bulkOf(CreateInvoiceBody),
          response: { 201: createdOf(InvoiceResponse) },
        },
      },
      async (request, reply) => {
        const inputs = request.body.data
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toInvoiceResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...invoicePolicy.update, versioned: true },
        schema: {
          operationId: 'updateInvoice',
          summary: 'Change an invoice',
          tags: ['Invoices'],
          params: wire.IdParams,
          body: UpdateInvoiceBody,
          response: { 200: InvoiceResponse },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const changes = request.body
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toInvoiceResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...invoicePolicy.remove, versioned: true },
        schema: {
          operationId: 'removeInvoice',
          summary: 'Remove an invoice',
          tags: ['Invoices'],
          params: wire.IdParams,
          response: { 204: wire.NoContent },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        await service.remove(id, await expectedVersion(request, () => service.get(id)))
        return reply.code(204).send(null)
      },
    )
  }
}
