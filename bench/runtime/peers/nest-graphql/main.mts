// NestJS with GraphQL code first, Apollo and TypeORM, as `nest new` and the documentation put them
// together, with a DataLoader for the authors of a page.

import 'reflect-metadata'
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo'
import { Injectable, Module, NotFoundException } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import {
  Args,
  Context,
  Field,
  GraphQLModule,
  ID,
  Int,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql'
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm'
import DataLoader from 'dataloader'
import { Column, Entity, In, PrimaryColumn, type Repository } from 'typeorm'

@ObjectType()
@Entity('users')
class Author {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string
  @Field() @Column('varchar') name!: string
}

@ObjectType()
@Entity('articles')
class Article {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string
  @Field() @Column('varchar', { length: 200 }) title!: string
  @Field() @Column('text') body!: string
  @Field(() => Int) @Column('integer') views!: number
  @Field() @Column('boolean') live!: boolean
  @Field(() => ID) @Column('uuid', { name: 'author_id' }) authorId!: string
  @Field() @Column('timestamptz', { name: 'created_at' }) createdAt!: Date
  @Field() @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date
  @Field(() => Int) @Column('integer') version!: number
}

@ObjectType()
class PageInfo {
  @Field() hasNextPage!: boolean
  @Field(() => String, { nullable: true }) endCursor!: string | null
}

@ObjectType()
class ArticleConnection {
  @Field(() => [Article]) nodes!: Article[]
  @Field(() => PageInfo) pageInfo!: PageInfo
}

@Injectable()
class ArticlesService {
  constructor(
    @InjectRepository(Article) private readonly articles: Repository<Article>,
    @InjectRepository(Author) private readonly authors: Repository<Author>,
  ) {}

  async findOne(id: string) {
    const article = await this.articles.findOneBy({ id })
    if (!article) throw new NotFoundException()
    return article
  }

  async findAll(first: number, after?: string | null): Promise<ArticleConnection> {
    const query = this.articles
      .createQueryBuilder('article')
      .orderBy('article.createdAt', 'DESC')
      .addOrderBy('article.id', 'DESC')
      .take(first + 1)
    if (after != null) {
      const [createdAt, id] = JSON.parse(Buffer.from(after, 'base64url').toString())
      query.where('(article.createdAt, article.id) < (:createdAt, :id)', { createdAt, id })
    }
    const rows = await query.getMany()
    const nodes = rows.slice(0, first)
    const last = nodes.at(-1)
    const cursor = last && JSON.stringify([last.createdAt, last.id])
    const endCursor = cursor ? Buffer.from(cursor).toString('base64url') : null
    return { nodes, pageInfo: { hasNextPage: rows.length > first, endCursor } }
  }

  /** For one request. */
  authorLoader() {
    return new DataLoader<string, Author | undefined>(async (ids) => {
      const rows = await this.authors.findBy({ id: In([...ids]) })
      const byId = new Map(rows.map((row) => [row.id, row]))
      return ids.map((id) => byId.get(id))
    })
  }
}

interface RequestContext {
  authors?: ReturnType<ArticlesService['authorLoader']>
}

@Resolver(() => Article)
class ArticlesResolver {
  constructor(private readonly articles: ArticlesService) {}

  @Query(() => Article, { nullable: true })
  article(@Args('id', { type: () => ID }) id: string) {
    return this.articles.findOne(id)
  }

  @Query(() => ArticleConnection, { name: 'articles' })
  list(
    @Args('first', { type: () => Int }) first: number,
    @Args('after', { type: () => String, nullable: true }) after?: string | null,
  ) {
    return this.articles.findAll(first, after)
  }

  @ResolveField(() => Author, { nullable: true })
  author(@Parent() { authorId }: Article, @Context() context: RequestContext) {
    context.authors ??= this.articles.authorLoader()
    return context.authors.load(authorId)
  }
}

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env.DATABASE_URL,
      entities: [Article, Author],
      poolSize: 10,
    }),
    TypeOrmModule.forFeature([Article, Author]),
    GraphQLModule.forRoot<ApolloDriverConfig>({
      driver: ApolloDriver,
      autoSchemaFile: true,
      playground: false,
    }),
  ],
  providers: [ArticlesService, ArticlesResolver],
})
class AppModule {}

const app = await NestFactory.create(AppModule, { logger: false })
await app.listen(Number(process.env.PORT), '127.0.0.1')
