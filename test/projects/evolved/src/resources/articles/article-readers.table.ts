/** Which articles have which readers. */
export interface ArticleReadersTable {
  article_id: string
  user_id: string
  owner_id: string
}
