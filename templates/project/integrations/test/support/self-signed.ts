import { generateKeyPairSync, sign } from 'node:crypto'

/**
 * A key and a certificate that nobody vouches for, as `tls.createServer` takes them: X.509 version 1
 * (RFC 5280, 4.1) in DER (X.690), which Node can read and cannot make.
 */
export function selfSigned(name: string): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const day = 24 * 60 * 60 * 1_000
  const validity = [-day, day].map((away) => utcTime(new Date(Date.now() + away)))
  const issuer = sequence(set(sequence(COMMON_NAME, der(0x0c, Buffer.from(name)))))
  const toBeSigned = sequence(
    der(0x02, Buffer.from([1])),
    ECDSA_WITH_SHA256,
    issuer,
    sequence(...validity),
    issuer,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', toBeSigned, privateKey))
  const certificate = sequence(toBeSigned, ECDSA_WITH_SHA256, signature)
  const lines = certificate.toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd()
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  }
}

function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content])
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 0xff]), content])
}

const sequence = (...contents: readonly Uint8Array[]) => der(0x30, ...contents)
const set = (...contents: readonly Uint8Array[]) => der(0x31, ...contents)
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))

/** 2.5.4.3 */
const COMMON_NAME = oid('550403')
/** 1.2.840.10045.4.3.2 */
const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'))

/** `261128120000Z` */
function utcTime(time: Date): Buffer {
  const text = time.toISOString().replaceAll(/[-:T]|\.\d+/g, '')
  return der(0x17, Buffer.from(text.slice(2)))
}
