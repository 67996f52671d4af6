import {
  constants,
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'

/** A token that is taken, and the key that it is signed with: what forgers start from. */
export interface GoodToken {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
  readonly key: KeyObject
}

type Part = object | string | Buffer

const encode = (part: Part): string =>
  Buffer.from(
    typeof part === 'string' || Buffer.isBuffer(part) ? part : JSON.stringify(part),
  ).toString('base64url')

/** Signs a token in compact form; what is given as text goes in as it stands. */
export function signToken(header: Part, claims: Part, key: KeyObject): string {
  const input = `${encode(header)}.${encode(claims)}`
  return `${input}.${encode(signatureOf(input, key))}`
}

function signatureOf(input: string, key: KeyObject): Buffer {
  const bytes = Buffer.from(input)
  if (key.asymmetricKeyType === 'ed25519') return sign(null, bytes, key)
  return sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' })
}

/**
 * Tokens that nobody may take, by what is wrong with them. Every one of them is a good one but for
 * that; there is nothing to add here for a new route.
 */
export function forgedTokens(good: GoodToken): readonly (readonly [string, string])[] {
  return [
    ...algorithms(good),
    ...keys(good),
    ...types(good),
    ...claims(good),
    ...times(good),
    ...forms(good),
    ...signatures(good),
  ].map(([what, token]) => [what, token] as const)
}

type Forged = readonly [what: string, token: string]

/** RFC 8725, 2.1: the algorithm is the attacker's to write. */
function algorithms({ header, claims, key }: GoodToken): Forged[] {
  const unsigned = ['none', 'None', 'NONE', 'nOnE', ''].flatMap((alg): Forged[] => {
    const input = `${encode({ ...header, alg })}.${encode(claims)}`
    const signed = signToken({ ...header, alg }, claims, key)
    return [
      [`alg ${alg || '(empty)'}, no signature`, `${input}.`],
      [`alg ${alg || '(empty)'}, a signature`, signed],
    ]
  })
  const other = String(header.alg).startsWith('Ed') ? ['EdDSA', 'ES256'] : ['EdDSA', 'Ed25519']
  const variants = [...other, String(header.alg).toLowerCase(), String(header.alg).toUpperCase()]
    .filter((alg) => alg !== header.alg)
    .map((alg): Forged => [`alg ${alg}`, signToken({ ...header, alg }, claims, key)])
  return [
    ...unsigned,
    ...variants,
    ...confused({ header, claims, key }),
    ['alg a number', signToken({ ...header, alg: 1 }, claims, key)],
    ['alg a list', signToken({ ...header, alg: [header.alg] }, claims, key)],
    ['alg missing', signToken(without(header, 'alg'), claims, key)],
  ]
}

/** The public key, which everybody has, as the secret of a symmetric algorithm. */
function confused({ header, claims, key }: GoodToken): Forged[] {
  const publicKey = createPublicKey(key)
  const jwk = publicKey.export({ format: 'jwk' })
  const secrets: Record<string, string | Buffer> = {
    'its PEM': publicKey.export({ type: 'spki', format: 'pem' }),
    'its DER': publicKey.export({ type: 'spki', format: 'der' }),
    'its JWK': JSON.stringify(jwk),
    'its x': jwk.x ?? '',
    'the bytes of its x': Buffer.from(jwk.x ?? '', 'base64url'),
    nothing: '',
  }
  return Object.entries(secrets).flatMap(([what, secret]) =>
    ['HS256', 'HS384', 'HS512', 'hS256'].map((alg): Forged => {
      const input = `${encode({ ...header, alg })}.${encode(claims)}`
      const mac = createHmac(`sha${alg.slice(2)}`, secret)
        .update(input)
        .digest()
      return [`alg ${alg} with ${what} as secret`, `${input}.${encode(mac)}`]
    }),
  )
}

/** Keys of the attacker, and names that lead out of the map of keys. */
function keys({ header, claims, key }: GoodToken): Forged[] {
  const own = generateKeyPairSync('ed25519')
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const jwk = own.publicKey.export({ format: 'jwk' })
  const address = 'https://attacker.example/keys.json'
  const brings: Record<string, unknown> = {
    jwk,
    jku: address,
    x5u: address,
    x5c: ['MIIB'],
    crit: ['exp'],
    b64: true,
  }
  const names = [
    '',
    'nobody',
    '../../../../dev/null',
    '/dev/null',
    "x' or '1'='1",
    "x' union select 'AA",
    '__proto__',
    'constructor',
    'toString',
    `${header.kid}\0`,
    `${header.kid} `,
    'x'.repeat(1_000),
    1,
    null,
    [header.kid],
    { kid: header.kid },
  ]
  return [
    ['the key of another', signToken(header, claims, own.privateKey)],
    [
      'the key of another, under its own name',
      signToken({ ...header, kid: 'own' }, claims, own.privateKey),
    ],
    ['ES256', signToken({ ...header, alg: 'ES256' }, claims, ec.privateKey)],
    ['RS256', signToken({ ...header, alg: 'RS256' }, claims, rsa.privateKey)],
    ['PS256', pss(header, claims, rsa.privateKey)],
    ...Object.entries(brings).flatMap(([name, value]): Forged[] => [
      [`${name} of the attacker`, signToken({ ...header, [name]: value }, claims, own.privateKey)],
      [`${name} in a good token`, signToken({ ...header, [name]: value }, claims, key)],
    ]),
    ...names.map(
      (kid): Forged => [
        `kid ${JSON.stringify(kid).slice(0, 40)}`,
        signToken({ ...header, kid }, claims, key),
      ],
    ),
  ]
}

function pss(header: object, claims: object, key: KeyObject): string {
  const input = `${encode({ ...header, alg: 'PS256' })}.${encode(claims)}`
  const padding = constants.RSA_PKCS1_PSS_PADDING
  return `${input}.${encode(sign('sha256', Buffer.from(input), { key, padding, saltLength: 32 }))}`
}

/** Tokens that are for something else. */
function types({ header, claims, key }: GoodToken): Forged[] {
  const others = [
    'JWT',
    'jwt',
    'id+jwt',
    'rt+jwt',
    'logout+jwt',
    'dpop+jwt',
    'at+jwt ',
    '',
    1,
    null,
  ]
  return [
    ...[...others, [header.typ]]
      .filter((typ) => typ !== header.typ)
      .map(
        (typ): Forged => [`typ ${JSON.stringify(typ)}`, signToken({ ...header, typ }, claims, key)],
      ),
    ['typ missing', signToken(without(header, 'typ'), claims, key)],
  ]
}

/** Said by the right one, and for others or about nobody. */
function claims({ header, claims: good, key }: GoodToken): Forged[] {
  const wrong = (name: string, ...values: unknown[]) =>
    values.map(
      (value): Forged => [
        `${name} ${JSON.stringify(value)?.slice(0, 40)}`,
        signToken(header, { ...good, [name]: value }, key),
      ],
    )
  const [iss, aud] = [String(good.iss), String(good.aud)]
  return [
    ...['iss', 'aud', 'sub', 'exp', 'iat'].map(
      (name): Forged => [`${name} missing`, signToken(header, without(good, name), key)],
    ),
    ...wrong(
      'iss',
      'https://staging.example',
      `${iss}/`,
      iss.toUpperCase(),
      `${iss} `,
      [iss],
      '',
      null,
    ),
    ...wrong('aud', 'another-api', `${aud}/`, aud.toUpperCase(), [], ['another-api'], '', null, {
      aud,
    }),
    ...wrong('sub', '', 1, null, [good.sub], 'x'.repeat(256)),
  ]
}

/** Five minutes are more than clocks differ. */
function times({ header, claims, key }: GoodToken): Forged[] {
  const [iat, exp] = [Number(claims.iat), Number(claims.exp)]
  const at = (times: object) => signToken(header, { ...claims, ...times }, key)
  return [
    ['expired', at({ exp: iat - 31, iat: iat - 631 })],
    ['expired long ago', at({ exp: 1, iat: 0 })],
    [
      'of a clock that is five minutes fast',
      at({ iat: iat + 300, nbf: iat + 300, exp: exp + 300 }),
    ],
    ['of a clock that is five minutes fast, without nbf', at({ iat: iat + 300, exp: exp + 300 })],
    ['nbf in five minutes', at({ nbf: iat + 300 })],
    ['exp a text', at({ exp: String(exp) })],
    ['exp null', at({ exp: null })],
    ['exp negative', at({ exp: -exp })],
    ['iat a text', at({ iat: String(iat) })],
    ['nbf a text', at({ nbf: String(iat) })],
    [
      'exp that never comes',
      signToken(
        header,
        JSON.stringify({ ...claims, exp: 0 }).replace('"exp":0', '"exp":1e999'),
        key,
      ),
    ],
  ]
}

/** What readers of tokens take though it is none (RFC 7515, 7.1; RFC 4648, 3.5). */
function forms({ header, claims, key }: GoodToken): Forged[] {
  const token = signToken(header, claims, key)
  const [head = '', body = '', signature = ''] = token.split('.')
  const text = (part: unknown) => JSON.stringify(part)
  const doubled = (part: object, member: string) => `${text(part).slice(0, -1)},${member}}`
  const invalid = Buffer.concat([Buffer.from(text(header)), Buffer.from([0xff])])
  return [
    ...whitespaced(token),
    ['padding', `${head}=.${body}.${signature}==`],
    ['standard base64', `${head}.${body}.+/${signature.slice(2)}`],
    ...nonCanonical([head, body, signature]),
    ['two parts', `${head}.${body}`],
    ['four parts', `${token}.${signature}`],
    ['five parts', `${head}..${body}.${signature}.${signature}`],
    ['no header', `.${body}.${signature}`],
    ['no claims', `${head}..${signature}`],
    ['no signature', `${head}.${body}.`],
    ['as JSON', text({ protected: head, payload: body, signature })],
    ['too long', signToken(header, { ...claims, filler: 'x'.repeat(8_192) }, key)],
    ['a header that is no JSON', signToken('no', claims, key)],
    ['a header that is a list', signToken([header], claims, key)],
    ['a header that is null', signToken('null', claims, key)],
    ['a header with a mark before it', signToken(`\ufeff${text(header)}`, claims, key)],
    ['a header with more behind it', signToken(`${text(header)}x`, claims, key)],
    ['a header that is no UTF-8', signToken(invalid, claims, key)],
    ['claims that are no JSON', signToken(header, 'no', key)],
    ['claims that are a list', signToken(header, [claims], key)],
    ['claims that are a text', signToken(header, text(text(claims)), key)],
    ['two kid', signToken(doubled(header, `"kid":"${header.kid}"`), claims, key)],
    ['two alg', signToken(`{"alg":"none",${text(header).slice(1)}`, claims, key)],
    ['two sub', signToken(header, `{"sub":"another",${text(claims).slice(1)}`, key)],
    [
      'two sub, one escaped',
      signToken(header, `{"s\\u0075b":"another",${text(claims).slice(1)}`, key),
    ],
    ['no token at all', 'x'],
    ['43 random letters', 'qX3v0mB7hT9cR1yZ5kLw8NfJ2sPd6GaUeV4oIxQtYbM'],
  ]
}

function whitespaced(token: string): Forged[] {
  const [head = '', body = '', signature = ''] = token.split('.')
  return ['\t', '\u00a0', '%20', '\u200b'].flatMap((space): Forged[] => [
    [
      `${JSON.stringify(space)} in the header`,
      `${head.slice(0, 4)}${space}${head.slice(4)}.${body}.${signature}`,
    ],
    [`${JSON.stringify(space)} in the claims`, `${head}.${body}${space}.${signature}`],
    [
      `${JSON.stringify(space)} in the signature`,
      `${token.slice(0, -4)}${space}${token.slice(-4)}`,
    ],
  ])
}

/** The same bytes in other letters: the last letter has bits that say nothing, which have to be zero. */
function nonCanonical(segments: readonly string[]): Forged[] {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return segments.flatMap((segment, index): Forged[] => {
    if (segment.length % 4 === 0) return []
    const last = letters.indexOf(segment.at(-1) ?? '')
    const other = segments.with(index, segment.slice(0, -1) + letters[last + 1])
    return [[`other letters for the bytes of part ${index + 1}`, other.join('.')]]
  })
}

function signatures({ header, claims, key }: GoodToken): Forged[] {
  const token = signToken(header, claims, key)
  const [head = '', body = '', signature = ''] = token.split('.')
  const bytes = Buffer.from(signature, 'base64url')
  const flipped = Buffer.from(bytes.map((byte, at) => (at === 0 ? byte ^ 1 : byte)))
  const other = signToken(header, { ...claims, sub: 'another' }, key)
  return [
    ['a bit of the signature is another', `${head}.${body}.${encode(flipped)}`],
    ['a signature that is too short', `${head}.${body}.${encode(bytes.subarray(0, -1))}`],
    ['a signature that is too long', `${token}AA`],
    ['a signature of zeros', `${head}.${body}.${encode(Buffer.alloc(bytes.length))}`],
    ['the signature of other claims', `${head}.${other.split('.')[1]}.${signature}`],
    ...(key.asymmetricKeyType === 'ed25519'
      ? [
          [
            'a signature with a number that is too large',
            `${head}.${body}.${encode(shifted(bytes))}`,
          ] as const,
        ]
      : []),
  ]
}

/** Adds the order of the group to the second half: the same in the equation, and forbidden (RFC 8032, 5.1.7). */
function shifted(signature: Buffer): Buffer {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n
  const half = Buffer.from(signature.subarray(32)).reverse().toString('hex')
  const moved = (BigInt(`0x${half}`) + order).toString(16).padStart(64, '0')
  return Buffer.concat([signature.subarray(0, 32), Buffer.from(moved, 'hex').reverse()])
}

function without(part: Readonly<Record<string, unknown>>, name: string): object {
  const { [name]: _, ...rest } = part
  return rest
}
