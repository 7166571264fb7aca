import type { IncomingMessage, ServerResponse } from "node:http";
import { parseJson } from "@/lib/http/request";

/** The body as it came: what a signature is over. */
export async function readText(message: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}

/** The body as JSON, or as a form whose values may be JSON texts; empty where there is none. */
export function parseBody(message: IncomingMessage, text: string): Record<string, unknown> {
  if (text === "") return {};
  if ((message.headers["content-type"] ?? "").includes("form-urlencoded")) return form(text);
  const value = parseJson(text);
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function form(text: string): Record<string, unknown> {
  const entries = [...new URLSearchParams(text)].map(
    ([name, value]) => [name, parseJson(value) ?? value] as const,
  );
  return Object.fromEntries(entries);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(JSON.stringify(body));
}
