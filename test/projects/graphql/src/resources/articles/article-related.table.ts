/** Which articles have which related. */
export interface ArticleRelatedTable {
  article_id: string
  other_article_id: string
}
