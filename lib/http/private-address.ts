import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { CoterieError } from "@/lib/core/errors";

/**
 * The address to connect to for a host that someone typed in, looked up once, so that what was checked is what is
 * connected to. Addresses of this machine and of private networks are refused unless the environment allows them: whoever
 * may name a host may not thereby reach into the network Coterie stands in.
 *
 * `COTERIE_PRIVATE_HOSTS`: names, addresses and ranges (`10.0.0.0/8`) that are allowed, comma-separated; `*` for all. The demo
 * allows its own machine.
 */
export async function allowedAddress(host: string): Promise<string> {
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  const addresses = isIP(bare) ? [bare] : await resolve(bare);
  const allowed = allowances();
  const [first] = addresses;
  if (first === undefined) throw unknownHost(host);
  if (allowed.everything || allowed.names.has(bare.toLowerCase())) return first;
  const address = addresses.find((one) => !isPrivate(one) || includes(allowed.ranges, one));
  if (address !== undefined) return address;
  throw new CoterieError({
    code: "PRIVATE_HOST",
    message: `${host} is an address of this machine or of a private network, and Coterie was not told that it may connect there.`,
    remedy: "ask_admin",
    fix: `Whoever runs Coterie can allow it: COTERIE_PRIVATE_HOSTS=${host}.`,
  });
}

async function resolve(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    throw unknownHost(host);
  }
}

function unknownHost(host: string): CoterieError {
  return new CoterieError({
    code: "UNKNOWN_HOST",
    message: `No address is known for the host ${host}.`,
    remedy: "fix_input",
    fix: "Check how it is written, and that this machine's name service knows it.",
  });
}

type Allowances = { everything: boolean; names: ReadonlySet<string>; ranges: BlockList };

function allowances(): Allowances {
  const entries = (process.env.COTERIE_PRIVATE_HOSTS ?? "")
    .split(",")
    .map((entry) => entry.trim().toLowerCase())
    .filter(Boolean);
  const ranges = new BlockList();
  const names = new Set<string>();
  if (process.env.COTERIE_DEMO === "1") {
    ranges.addSubnet("127.0.0.0", 8, "ipv4");
    ranges.addAddress("::1", "ipv6");
  }
  for (const entry of entries) {
    const [address = "", bits] = entry.split("/");
    const family = familyOf(address);
    if (family === null) names.add(entry);
    else if (bits === undefined) ranges.addAddress(address, family);
    else ranges.addSubnet(address, Number(bits), family);
  }
  return { everything: names.has("*"), names, ranges };
}

function includes(list: BlockList, address: string): boolean {
  const family = familyOf(address);
  return family !== null && list.check(address, family);
}

function isPrivate(address: string): boolean {
  return includes(PRIVATE, address);
}

function familyOf(address: string): "ipv4" | "ipv6" | null {
  const version = isIP(address);
  return version === 4 ? "ipv4" : version === 6 ? "ipv6" : null;
}

/** Of the special-purpose registries of IANA (RFC 6890): all that is not the open Internet. A list of IPv4 covers its IPv6 spellings too. */
const PRIVATE = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  PRIVATE.addSubnet(network, bits, "ipv4");
}
for (const [network, bits] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const) {
  PRIVATE.addSubnet(network, bits, "ipv6");
}
