import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";

/** What one audience saw. Times are of batches: when each came and was answered. */
export type AudienceLog = {
  looks: number;
  adds: number;
  removes: number;
  rows: number;
  firstAt: number;
  lastAt: number;
};

/**
 * Answers as Meta does and keeps nothing but counts, so that it is never what a mirror waits for; after so many
 * milliseconds, each call on its own.
 */
export async function serveCountingPlatform(latencyMs: number): Promise<void> {
  const audiences: Record<string, AudienceLog> = {};
  const server = createServer(async (request, response) => {
    const cameAt = performance.now();
    const [, , id = "", edge] = new URL(request.url ?? "/", "http://platform.test").pathname.split("/");
    const body = await buffer(request);
    audiences[id] ??= { looks: 0, adds: 0, removes: 0, rows: 0, firstAt: cameAt, lastAt: 0 };
    const log = audiences[id];
    if (latencyMs > 0) await delay(latencyMs);
    response.setHeader("content-type", "application/json");
    if (edge !== "users") {
      log.looks += 1;
      return response.end(JSON.stringify({ id, name: "An audience" }));
    }
    const rows = rowsOf(body);
    log[request.method === "DELETE" ? "removes" : "adds"] += 1;
    log.rows += rows;
    if (log.adds + log.removes === 1) log.firstAt = cameAt;
    log.lastAt = performance.now();
    response.end(JSON.stringify({ audience_id: id, num_received: rows, num_invalid_entries: 0 }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.on("message", (audience: string) => {
    process.send!(audiences[audience] ?? null);
    delete audiences[audience];
  });
  process.send!(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

/** Each row is a list of texts, and so is the schema: nothing has to be parsed to count them. */
function rowsOf(body: Buffer): number {
  let rows = -1;
  for (let at = body.indexOf('["'); at >= 0; at = body.indexOf('["', at + 2)) rows += 1;
  return Math.max(0, rows);
}
