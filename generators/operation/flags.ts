import type { Flag } from '../../src/cli/command.ts'

/** Whom a resource is for, what the documentation says of it, and where its API begins. */
export function optionFlags(
  usage: string,
  group: string,
): readonly [access: Flag, guard: Flag, softDelete: Flag, description: Flag, apiVersion: Flag] {
  return [
    {
      name: 'access',
      value: 'access',
      summary:
        'Who may use it: public (everyone), authenticated (whoever is known), owner (what somebody ' +
        'made, nobody else sees), role(name).',
      group,
      example: `${usage} --access "role(editor)"`,
    },
    {
      name: 'guard',
      value: 'guard',
      summary:
        'Who tells who calls, where it is not that of the whole project: what `npx plop jwt-middleware` ' +
        'has made.',
      group,
      example: `${usage} --access authenticated --guard partners`,
    },
    {
      name: 'soft-delete',
      summary: 'What is removed stays in the table, and is shown to nobody.',
      group,
      example: `${usage} --soft-delete`,
    },
    {
      name: 'description',
      value: 'text',
      summary: 'What the documentation of the API says of it.',
      group,
      example: `${usage} --description "What we wrote."`,
    },
    {
      name: 'api-version',
      value: 'number',
      summary: 'The version that its API begins at, from 1 to 999: 1, unless you say another.',
      group,
      example: `${usage} --api-version 2`,
    },
  ]
}
