import type { Command } from '../../src/cli/command.ts'
import { runFlags } from '../../src/cli/run-flags.ts'
import { algorithms } from '../../src/model/guards.ts'

const usage = 'npx plop jwt-middleware'
const help = `${usage} -- --help`
const own = `${usage} admin-area -- --keys own --roles admin`
const remote =
  `${usage} partners -- --keys https://login.partner.example/jwks ` +
  '--issuer https://login.partner.example --audience my-api --algorithm RS256'
const given = `${usage} billing -- --keys billing.pem --issuer billing --audience my-api --algorithm Ed25519`

/** `plop jwt-middleware`, as its help shows it and as its arguments are checked. */
export const jwtMiddlewareCommand: Command = {
  usage,
  summary:
    'Adds a guard: a way to tell who calls by tokens, for the routes that name it with --guard.',
  positionals: [{ name: 'name', summary: 'What routes call it: partners, admin-area.' }],
  flags: [
    {
      name: 'name',
      value: 'name',
      summary: 'The name, for those who like flags better than arguments.',
      group: 'The guard',
      example: `${usage} -- --name admin-area --keys own --roles admin`,
    },
    {
      name: 'keys',
      value: 'where',
      summary:
        'own: tokens of this project; an https address where an issuer shows its keys; or a file ' +
        'with a public key (PEM).',
      group: 'Whose tokens',
      example: own,
    },
    {
      name: 'issuer',
      value: 'issuer',
      summary: 'What `iss` of a token has to be, letter by letter; not with --keys own.',
      group: 'Whose tokens',
      example: remote,
    },
    {
      name: 'audience',
      value: 'audience',
      summary: 'What `aud` of a token has to be; not with --keys own.',
      group: 'Whose tokens',
      example: remote,
    },
    {
      name: 'algorithm',
      value: 'algorithm',
      choices: algorithms,
      summary: 'How the tokens are signed; never what a token says. Not with --keys own.',
      group: 'Whose tokens',
      example: given,
    },
    {
      name: 'type',
      value: 'typ',
      summary:
        'What `typ` of a token has to be (the default is at+jwt, RFC 9068; many providers say JWT).',
      group: 'Whose tokens',
      example: `${remote} --type JWT`,
    },
    {
      name: 'scopes',
      value: 'scopes',
      summary: 'The scopes that are all needed, with blanks between.',
      group: 'What is needed',
      example: `${remote} --scopes "orders:read orders:write"`,
    },
    {
      name: 'roles',
      value: 'roles',
      summary: 'The roles that are all needed, with blanks between.',
      group: 'What is needed',
      example: own,
    },
    ...runFlags(own, help),
  ],
  examples: [
    [usage, 'Asks for all of it.'],
    [own, 'For routes of administrators, who have accounts here.'],
    [remote, 'For partners, whose identity provider shows its keys.'],
    [given, 'For one service, whose public key is known.'],
    [
      'npx plop resource order -- --fields "total:integer" --access authenticated --guard partners',
      'And a resource that is theirs.',
    ],
  ],
  help,
}
