import { createHmac, timingSafeEqual } from "node:crypto";

/** Header of every call: "t=1763640000,v1=5257a8…", one v1 a secret. */
export const SIGNATURE = "coterie-signature";
/** Seconds a receiver should allow between the timestamp and its own clock; older calls are replays. */
const TOLERANCE = 300;

/** HMAC-SHA256 over "timestamp.body" by each secret: while one replaces another, either verifies. */
export function sign(body: string, secrets: readonly string[], now: number): string {
  const timestamp = Math.floor(now / 1000);
  const signatures = secrets.map((secret) => `v1=${hmac(secret, timestamp, body)}`);
  return [`t=${timestamp}`, ...signatures].join(",");
}

export type Verdict = "valid" | "malformed" | "too_old" | "wrong";

/** What a receiver does with it. The README shows the same for receivers to take. */
export function verify(header: string | undefined, body: string, secret: string, now: number): Verdict {
  const parts = (header ?? "").split(",").map((part) => part.split("=", 2) as [string, string?]);
  const valuesOf = (name: string) => parts.flatMap(([key, value]) => (key === name && value ? [value] : []));
  const timestamp = Number(valuesOf("t")[0]);
  const signatures = valuesOf("v1");
  if (!Number.isInteger(timestamp) || signatures.length === 0) return "malformed";
  if (Math.abs(now / 1000 - timestamp) > TOLERANCE) return "too_old";
  const expected = Buffer.from(hmac(secret, timestamp, body));
  const isOurs = signatures.some((signature) => {
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return isOurs ? "valid" : "wrong";
}

function hmac(secret: string, timestamp: number, body: string): string {
  return createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
}
