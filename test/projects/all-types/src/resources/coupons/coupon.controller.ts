import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bulkOf, createdOf } from '../../http/bulk.ts'
import type { Cursors } from '../../http/cursor.ts'
import { expectedVersion, tagged } from '../../http/etag.ts'
import type { Idempotent } from '../../http/idempotency.ts'
import { createPager } from '../../http/list-query.ts'
import * as wire from '../../http/wire.ts'
import { couponPolicy } from './coupon.policy.ts'
import {
  CouponList,
  CouponListQuery,
  CouponResponse,
  CreateCouponBody,
  couponReaders,
  toCouponResponse,
  UpdateCouponBody,
} from './coupon.schemas.ts'
import type { CouponService } from './coupon.service.ts'

export function couponController(
  service: CouponService,
  cursors: Cursors,
  once: Idempotent<CouponService>,
): FastifyPluginAsyncTypebox {
  const pager = createPager(cursors, 'coupons', CouponListQuery)

  return async (app) => {
    app.get(
      '',
      {
        config: couponPolicy.list,
        schema: {
          operationId: 'listCoupons',
          summary: 'List coupons',
          tags: ['Coupons'],
          querystring: CouponListQuery.schema,
          response: { 200: CouponList },
        },
      },
      async (request, reply) => {
        const page = await service.list(pager.read(request.query))
        return pager.write(reply, page, page.data.map(toCouponResponse))
      },
    )

    app.get(
      '/:id',
      {
        config: { ...couponPolicy.get, versioned: true },
        schema: {
          operationId: 'getCoupon',
          summary: 'Get a coupon',
          tags: ['Coupons'],
          params: wire.IdParams,
          response: { 200: CouponResponse },
        },
      },
      async (request, reply) => {
        const coupon = await service.get(request.params.id)
        return tagged(reply, toCouponResponse(coupon))
      },
    )

    app.post(
      '',
      {
        config: { ...couponPolicy.create, versioned: true, idempotent: true },
        schema: {
          operationId: 'createCoupon',
          summary: 'Create a coupon',
          tags: ['Coupons'],
          body: CreateCouponBody,
          response: { 201: CouponResponse },
        },
      },
      async (request, reply) => {
        const input = wire.read(request.body, couponReaders)
        return once(request, reply, async (service) => {
          const created = await service.create(input)
          reply.code(201).header('location', `${app.prefix}/${created.id}`)
          return tagged(reply, toCouponResponse(created))
        })
      },
    )

    app.post(
      '/bulk',
      {
        config: { ...couponPolicy.createMany, bulk: true, idempotent: true },
        schema: {
          operationId: 'createCoupons',
          summary: 'Create several coupons',
          description: 'All are made, or none: so there is one status, and the order is as given.',
          tags: ['Coupons'],
          body: bulkOf(CreateCouponBody),
          response: { 201: createdOf(CouponResponse) },
        },
      },
      async (request, reply) => {
        const inputs = wire.readEach(request.body.data, couponReaders, '/data')
        return once(request, reply, async (service) => {
          const created = await service.createMany(inputs)
          reply.code(201)
          return { data: created.map(toCouponResponse) }
        })
      },
    )

    app.patch(
      '/:id',
      {
        config: { ...couponPolicy.update, versioned: true },
        schema: {
          operationId: 'updateCoupon',
          summary: 'Change a coupon',
          tags: ['Coupons'],
          params: wire.IdParams,
          body: UpdateCouponBody,
          response: { 200: CouponResponse },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const changes = wire.read(request.body, couponReaders)
        const expected = await expectedVersion(request, () => service.get(id))
        return tagged(reply, toCouponResponse(await service.update(id, changes, expected)))
      },
    )

    app.delete(
      '/:id',
      {
        config: { ...couponPolicy.remove, versioned: true },
        schema: {
          operationId: 'removeCoupon',
          summary: 'Remove a coupon',
          tags: ['Coupons'],
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
