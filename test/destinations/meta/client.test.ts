import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { sha256 } from "@/lib/core/identity/sha256";
import type { SetBatch } from "@/lib/core/ports/destination";
import { createMetaClient } from "@/lib/destinations/meta/client";
import { identifiers } from "@/lib/destinations/meta/fields";

type Seen = { method: string; path: string; authorization?: string; body: unknown };

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A socket that notes what came and answers the same to everything, or never. */
async function listen(
  answer: { status?: number; body?: string; headers?: Record<string, string> } | "never",
) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { method = "", url = "", headers } = request;
    seen.push({
      method,
      path: url,
      authorization: headers.authorization,
      body: body ? JSON.parse(body) : undefined,
    });
    if (answer !== "never") response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? "{}");
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { seen, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const batch = (operation: "add" | "remove", rows = [[sha256("ann")]]): SetBatch => ({
  operation,
  object: "9001",
  identifier: identifiers[0]!,
  rows: rows.map((cells) => ({ cells, attributes: [] })),
  idempotencyKey: "run-1-0-1",
  session: { id: 5, sequence: 1, isLast: true, estimatedTotal: 1 },
});
const taken = {
  body: JSON.stringify({ audience_id: "9001", session_id: "5", num_received: 1, num_invalid_entries: 0 }),
};

describe("the client", () => {
  it("writes what Meta's reference says, and puts neither token nor members in an address", async () => {
    const { seen, endpoint } = await listen(taken);
    const client = createMetaClient({ endpoint, token: "secret", account: "act_1" });
    expect(await client.set.send(batch("add"))).toEqual({ received: 1, refused: 0 });
    expect(await client.set.send(batch("remove"))).toEqual({ received: 1, refused: 0 });
    const body = {
      payload: { schema: ["EMAIL"], data: [[sha256("ann")]] },
      session: { session_id: 5, batch_seq: 1, last_batch_flag: true, estimated_num_total: 1 },
    };
    expect(seen).toEqual([
      {
        method: "POST",
        path: "/v25.0/9001/users",
        authorization: undefined,
        body: { ...body, access_token: "secret" },
      },
      { method: "DELETE", path: "/v25.0/9001/users", authorization: "Bearer secret", body },
    ]);
  });

  it("creates an audience of people a customer gave", async () => {
    const { seen, endpoint } = await listen({ body: '{"id":"77"}' });
    const client = createMetaClient({ endpoint, token: "secret", account: "act_1" });
    expect(await client.set.createObject({ name: "VIP", description: "Best ones" })).toEqual({
      id: "77",
      name: "VIP",
      url: "https://business.facebook.com/adsmanager/audiences?act=1",
    });
    expect(seen).toEqual([
      {
        method: "POST",
        path: "/v25.0/act_1/customaudiences",
        authorization: undefined,
        body: {
          name: "VIP",
          description: "Best ones",
          subtype: "CUSTOM",
          customer_file_source: "USER_PROVIDED_ONLY",
          access_token: "secret",
        },
      },
    ]);
  });

  it("keeps accounts apart that are open in one process", async () => {
    const platforms = await Promise.all([listen(taken), listen(taken), listen(taken)]);
    const clients = platforms.map(({ endpoint }, n) =>
      createMetaClient({ endpoint, token: `token-${n}`, account: `act_${n}` }),
    );
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        clients[n % 3]!.set.send(batch(n % 2 ? "remove" : "add", [[sha256(String(n % 3))]])),
      ),
    );
    platforms.forEach(({ seen }, n) => {
      const tokens = seen.map(({ authorization, body }) => authorization ?? Object(body).access_token);
      expect(new Set(tokens)).toEqual(new Set([`token-${n}`, `Bearer token-${n}`]));
      const members = seen.map(({ body }) => Object(body).payload.data[0][0]);
      expect([seen.length, new Set(members)]).toEqual([10, new Set([sha256(String(n))])]);
    });
  });

  it("leaves the SDK's own settings and the process as they were", async () => {
    const { FacebookAdsApi } = await import("facebook-nodejs-business-sdk");
    const { endpoint } = await listen({ body: '{"id":"act_1","name":"Shop"}' });
    const handlers = process.listenerCount("uncaughtException");
    expect(await createMetaClient({ endpoint, token: "secret", account: "act_1" }).test()).toEqual({
      account: "act_1",
      name: "Shop",
    });
    expect(FacebookAdsApi.GRAPH).toBe("https://graph.facebook.com");
    expect(FacebookAdsApi.getDefaultApi()).toBe(undefined);
    expect(process.listenerCount("uncaughtException")).toBe(handlers);
  });

  it("gives up on a platform that never answers", async () => {
    const { endpoint } = await listen("never");
    const client = createMetaClient({ endpoint, token: "secret", account: "act_1", timeout: 100 });
    for (const operation of ["add", "remove"] as const) {
      await expect(client.set.send(batch(operation))).rejects.toMatchObject({
        code: "PLATFORM_TIMEOUT",
        remedy: "retry",
      });
    }
  });

  it("asks again when an answer is not what Meta answers", async () => {
    for (const body of ["<html>", "[]", '{"num_received":"many"}', ""]) {
      const { endpoint } = await listen({ body });
      const client = createMetaClient({ endpoint, token: "secret", account: "act_1" });
      for (const operation of ["add", "remove"] as const) {
        await expect(client.set.send(batch(operation))).rejects.toMatchObject({ remedy: "retry" });
      }
      await expect(client.test()).rejects.toMatchObject({ remedy: "retry" });
      await expect(client.set.listObjects()).rejects.toMatchObject({ remedy: "retry" });
    }
  });

  it("pauses when the account has nearly used its allowance", async () => {
    const usage = {
      type: "custom_audience",
      call_count: 97,
      total_cputime: 1,
      total_time: 1,
      estimated_time_to_regain_access: 0,
    };
    const headers = { "X-Business-Use-Case-Usage": JSON.stringify({ "1": [usage] }) };
    const { endpoint } = await listen({ ...taken, headers });
    const client = createMetaClient({ endpoint, token: "secret", account: "act_1", now: () => 1_000_000 });
    for (const operation of ["add", "remove"] as const) {
      expect(await client.set.send(batch(operation))).toEqual({
        received: 1,
        refused: 0,
        throttledUntil: 1_060_000,
      });
    }
  });

  it("does not follow a redirect with the token", async () => {
    const elsewhere = await listen(taken);
    const { endpoint } = await listen({ status: 302, headers: { location: `${elsewhere.endpoint}/steal` } });
    const client = createMetaClient({ endpoint, token: "secret", account: "act_1" });
    for (const operation of ["add", "remove"] as const)
      await expect(client.set.send(batch(operation))).rejects.toMatchObject({});
    await expect(client.test()).rejects.toMatchObject({});
    expect(elsewhere.seen).toEqual([]);
  });
});
