// What is asked by GraphQL, of every server the same.

const article = 'id title body views live authorId createdAt updatedAt version'

/** @param {string} idType what an id is called by the server */
export const one = (idType) => `query ($id: ${idType}!) { article(id: $id) { ${article} } }`

export const page = `query ($first: Int!, $after: String) {
  articles(first: $first, after: $after) {
    nodes { ${article} author { id name } }
    pageInfo { hasNextPage endCursor }
  }
}`
