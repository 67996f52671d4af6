// NestJS with TypeORM and class-validator, as `nest new` and the documentation put them together.

import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import {
  Body,
  Controller,
  Get,
  Injectable,
  Module,
  NotFoundException,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  ValidationPipe,
} from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm'
import { Type } from 'class-transformer'
import { IsBoolean, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator'
import { Column, Entity, PrimaryColumn, type Repository } from 'typeorm'

@Entity('articles')
class Article {
  @PrimaryColumn('uuid') id!: string
  @Column('varchar', { length: 200 }) title!: string
  @Column('text') body!: string
  @Column('integer') views!: number
  @Column('boolean') live!: boolean
  @Column('uuid', { name: 'author_id' }) authorId!: string
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date
  @Column('integer') version!: number
}

class CreateArticleDto {
  @IsString() @MaxLength(200) title!: string
  @IsString() @MaxLength(100_000) body!: string
  @IsOptional() @IsInt() views?: number
  @IsOptional() @IsBoolean() live?: boolean
  @IsUUID() authorId!: string
}

class ListArticlesDto {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100) limit?: number
  @IsOptional() @IsString() @MaxLength(500) cursor?: string
}

@Injectable()
class ArticlesService {
  constructor(@InjectRepository(Article) private readonly articles: Repository<Article>) {}

  async findOne(id: string) {
    const article = await this.articles.findOneBy({ id })
    if (!article) throw new NotFoundException()
    return article
  }

  async findAll({ limit = 20, cursor }: ListArticlesDto) {
    const query = this.articles
      .createQueryBuilder('article')
      .orderBy('article.createdAt', 'DESC')
      .addOrderBy('article.id', 'DESC')
      .take(limit + 1)
    if (cursor !== undefined) {
      const [createdAt, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
      query.where('(article.createdAt, article.id) < (:createdAt, :id)', { createdAt, id })
    }
    const rows = await query.getMany()
    const data = rows.slice(0, limit)
    const last = data.at(-1)
    const next =
      last && rows.length > limit
        ? Buffer.from(JSON.stringify([last.createdAt, last.id])).toString('base64url')
        : null
    return { data, page: { limit, next } }
  }

  create(input: CreateArticleDto) {
    const now = new Date()
    return this.articles.save(
      this.articles.create({
        views: 0,
        live: false,
        ...input,
        id: randomUUID(),
        createdAt: now,
        updatedAt: now,
        version: 1,
      }),
    )
  }
}

@Controller('v1/articles')
class ArticlesController {
  constructor(private readonly articles: ArticlesService) {}

  @Get(':id') findOne(@Param('id', ParseUUIDPipe) id: string) {
    return this.articles.findOne(id)
  }

  @Get() findAll(@Query() query: ListArticlesDto) {
    return this.articles.findAll(query)
  }

  @Post() create(@Body() input: CreateArticleDto) {
    return this.articles.create(input)
  }
}

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env.DATABASE_URL,
      entities: [Article],
      poolSize: 10,
    }),
    TypeOrmModule.forFeature([Article]),
  ],
  controllers: [ArticlesController],
  providers: [ArticlesService],
})
class AppModule {}

const options = { logger: false } as const
const app =
  process.env.ADAPTER === 'fastify'
    ? await NestFactory.create(AppModule, new FastifyAdapter() as never, options)
    : await NestFactory.create(AppModule, options)
app.useGlobalPipes(
  new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }),
)
await app.listen(Number(process.env.PORT), '127.0.0.1')
