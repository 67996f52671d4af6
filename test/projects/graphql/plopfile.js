/** The generators of this project: those of the version of create-alex-api that it depends on. */
export default async function generators(plop) {
  try {
    const { default: register } = await import('create-alex-api/plopfile')
    await register(plop)
  } catch (error) {
    // plop itself would end as if all were well.
    const missing = error.code === 'ERR_MODULE_NOT_FOUND'
    console.error(missing ? 'The packages of this project are not installed yet.' : error)
    process.exit(1)
  }
}
