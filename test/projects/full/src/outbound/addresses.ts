import { BlockList, isIP } from 'node:net'

/** What is no address of somebody on the internet: this machine, networks of our own, what is reserved. */
const reserved = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8], // this network, and this machine
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // behind the NAT of a provider
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, with the metadata of clouds
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24], // documentation, as the two others
  ['192.88.99.0', 24], // relays of 6to4
  ['192.168.0.0', 16],
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, with broadcast at its end
] as const) {
  reserved.addSubnet(network, prefix, 'ipv4')
}
for (const [network, prefix] of [
  ['2001::', 23], // protocols, such as Teredo, which has an IPv4 address inside
  ['2001:db8::', 32], // documentation, as the last
  ['2002::', 16], // 6to4, which has one too
  ['3fff::', 20],
] as const) {
  reserved.addSubnet(network, prefix, 'ipv6')
}

/** Of IPv6 only this is given to networks of the internet; an IPv4 address in other clothes is outside. */
const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')

/** Whether an address is one of the internet, and not of this machine or a network around it. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 4) return !reserved.check(address, 'ipv4')
  if (version !== 6 || address.includes('%')) return false
  return global.check(address, 'ipv6') && !reserved.check(address, 'ipv6')
}
