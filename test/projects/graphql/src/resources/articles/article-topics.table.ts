/** Which articles have which topics. */
export interface ArticleTopicsTable {
  article_id: string
  topic_id: string
}
