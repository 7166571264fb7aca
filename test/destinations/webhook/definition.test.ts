import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, it, vi } from "vitest";
import webhook from "@/lib/destinations/webhook";
import { verify } from "@/lib/http/signature";

afterEach(() => vi.unstubAllEnvs());

it("calls the address of its settings where no simulator stands for it", async () => {
  vi.stubEnv("COTERIE_PRIVATE_HOSTS", "127.0.0.1");
  const calls: { url: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer(async (message, response) => {
    calls.push({ url: message.url!, headers: message.headers, body: await text(message) });
    response.writeHead(202).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in?shop=7`;
    const client = webhook.connect({
      settings: webhook.settings.parse({ url }),
      secrets: { signingSecret: "a-secret-of-sixteen" },
      endpoint: webhook.defaultEndpoint,
    });
    expect(await client.test()).toEqual({ account: url, name: new URL(url).host });
    const [{ headers, body, ...call }] = calls as [(typeof calls)[number]];
    expect(call.url).toBe("/in?shop=7");
    expect(JSON.parse(body)).toMatchObject({ version: 1, operation: "ping", rows: [] });
    expect(verify(String(headers["coterie-signature"]), body, "a-secret-of-sixteen", Date.now())).toBe(
      "valid",
    );
  } finally {
    server.close();
  }
});
