/** What the service calls itself: in its documentation, and to the database. */
export const SERVICE_NAME = 'my-api'
