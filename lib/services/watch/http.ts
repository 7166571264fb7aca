import { createHash, timingSafeEqual } from "node:crypto";
import { readiness } from "./health";
import { metricsText } from "./metrics";

const plain = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };

/** The process runs; nothing else is asked. */
export function live(): Response {
  return Response.json({ ok: true }, { headers: { "cache-control": "no-store" } });
}

export async function ready(): Promise<Response> {
  const health = await readiness();
  return Response.json(health, { status: health.ok ? 200 : 503, headers: { "cache-control": "no-store" } });
}

/**
 * For Prometheus, which says COTERIE_METRICS_TOKEN as a bearer token. Without one set there is no such address where people sign
 * in; on the port of its own that a worker opens, `isInternal`, whoever reaches it may read.
 */
export async function metrics(authorization: string | null, isInternal = false): Promise<Response> {
  const token = process.env.COTERIE_METRICS_TOKEN;
  if (!token && !isInternal) return new Response("There is nothing here.\n", { status: 404, headers: plain });
  if (token && !isSame(authorization ?? "", `Bearer ${token}`)) {
    return new Response("Say the metrics token as a bearer token.\n", { status: 401, headers: plain });
  }
  const { type, text } = await metricsText();
  return new Response(text, { headers: { "content-type": type, "cache-control": "no-store" } });
}

/** Takes the same time whatever is wrong with it. */
function isSame(said: string, wanted: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(said), hash(wanted));
}
