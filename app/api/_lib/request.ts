import { NextRequest } from "next/server";
import { CoterieError, Forbidden } from "@/lib/core/errors";
import { whyUnstorable } from "./storable";

const LARGEST_BODY = 4_000_000;
const LARGEST_MESSAGE = 256_000;
const LARGEST_UPLOAD = 64_000_000;

/** Address, query and JSON body as one record; the address wins, so a body cannot speak of something else. */
export async function readInput(
  request: NextRequest,
  params: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const query = Object.fromEntries(request.nextUrl.searchParams);
  const input = { ...query, ...(await readBody(request)), ...params };
  const why = whyUnstorable(input);
  if (why !== null) throw malformed(why, "Check what was sent.");
  return input;
}

/** Address and query of a request whose body is read as it arrives. */
export function readUpload(request: NextRequest, params: Record<string, unknown>): Record<string, unknown> {
  if (!request.headers.get("content-type")?.startsWith("text/plain")) {
    throw malformed("The request's body is not plain text.", "Send it as text/plain.");
  }
  return { ...Object.fromEntries(request.nextUrl.searchParams), ...params };
}

/** The whole body of a message from another system. */
export function readSmallText(request: NextRequest): Promise<string> {
  return wholeText(request, LARGEST_MESSAGE, "The message is larger than 256 kB.");
}

/** The body, piece by piece, no more of it than any list needs. */
export function textOf(request: NextRequest): AsyncGenerator<Uint8Array> {
  return piecesOf(request, LARGEST_UPLOAD, "The file is larger than 64 MB.");
}

/** The same request with its body read, for what reads however much there is. */
export async function withSmallBody(request: NextRequest): Promise<NextRequest> {
  const { url, method, headers, signal } = request;
  const body = await readSmallText(request);
  return new NextRequest(url, { method, headers, signal, ...(body === "" ? {} : { body }) });
}

async function wholeText(request: NextRequest, most: number, tooLarge: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(request, most, tooLarge)) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}

/** Whoever sends more is refused as soon as there is more, so that no request fills the memory of this process. */
async function* piecesOf(request: NextRequest, most: number, tooLarge: string): AsyncGenerator<Uint8Array> {
  let length = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const piece = await reader?.read();
    if (!piece || piece.done) return;
    length += piece.value.byteLength;
    if (length > most) throw malformed(tooLarge, "Send less at once.");
    yield piece.value;
  }
}

/**
 * A page of another site can make a browser send our cookie, but not hide where it comes from. Tools that are no
 * browser send neither header.
 */
export function requireSameOrigin(request: NextRequest): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const isForeignSite = site !== null && site !== "same-origin" && site !== "none";
  if (!isForeignSite && (origin === null || isOwnOrigin(request, origin))) return;
  throw new Forbidden("This request came from another site.", "Use Coterie's own pages.");
}

function isOwnOrigin(request: NextRequest, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const own = process.env.NEXTAUTH_URL;
  if (own && URL.canParse(own) && new URL(own).origin === origin) return true;
  return new URL(origin).host === request.headers.get("host");
}

async function readBody(request: NextRequest): Promise<Record<string, unknown>> {
  if (request.method === "GET") return {};
  const text = await wholeText(request, LARGEST_BODY, "The request is larger than 4 MB.");
  if (text === "") return {};
  if (!request.headers.get("content-type")?.startsWith("application/json")) {
    throw malformed("The request's body is not JSON.", "Send it as application/json.");
  }
  const body = parseJson(text);
  if (typeof body === "object" && body !== null && !Array.isArray(body)) {
    return body as Record<string, unknown>;
  }
  throw malformed("The request's body is not a JSON object.", "Check what was sent.");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function malformed(message: string, fix: string): CoterieError {
  return new CoterieError({ code: "MALFORMED_REQUEST", message, fix, remedy: "fix_input" });
}
