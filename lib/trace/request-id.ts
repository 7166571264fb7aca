import { randomUUID } from "node:crypto";

export const REQUEST_ID = "x-request-id";

/**
 * At least sixteen letters, digits and the like: what proxies make (UUIDs, hexadecimal), and neither an e-mail address nor a
 * phone number, since it goes into logs.
 */
const WELL_FORMED = /^[A-Za-z0-9][A-Za-z0-9._:=-]{15,127}$/;

/** The id a proxy gave the request, where it is one; else a new one. */
export function requestIdOf(headers: Pick<Headers, "get">): string {
  const given = headers.get(REQUEST_ID) ?? "";
  return WELL_FORMED.test(given) ? given : randomUUID();
}
