import { createHash, randomBytes } from "node:crypto";

const PREFIX = "coterie_";
const SHOWN = PREFIX.length + 5;

/** 256 random bits, so that its hash needs no salt and no slowness. */
export function newToken(): string {
  return `${PREFIX}${randomBytes(32).toString("base64url")}`;
}

export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Enough to tell it from the others in a list, far from enough to use it. */
export function tokenStart(token: string): string {
  return token.slice(0, SHOWN);
}
