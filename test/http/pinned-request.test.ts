import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pinnedRequest } from "@/lib/http/pinned-request";

let server: Server | undefined;
beforeEach(() => {
  vi.stubEnv("COTERIE_DEMO", "");
  vi.stubEnv("COTERIE_PRIVATE_HOSTS", "localhost");
});
afterEach(() => {
  vi.unstubAllEnvs();
  server?.closeAllConnections();
  server?.close();
});

async function listen(handler: RequestListener): Promise<URL> {
  server = createServer(handler);
  await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
  return new URL(`http://localhost:${(server.address() as AddressInfo).port}/in?x=1`);
}
const post = (url: URL, more: object = {}) =>
  pinnedRequest({ url, headers: { "x-a": "1" }, body: "é", timeout: 1000, ...more });
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "answered",
    (error: { code: string }) => error.code,
  );

describe("a request to a host somebody typed in", () => {
  it("sends the body as it is, and gives status, headers and text", async () => {
    const url = await listen(async (message, response) => {
      const body = await text(message);
      response.writeHead(201, { "X-B": "2" });
      response.end(
        [message.method, message.url, message.headers.host, message.headers["x-a"], body].join(" "),
      );
    });
    const answer = await post(url);
    expect([answer.status, answer.headers["x-b"], answer.text]).toEqual([
      201,
      "2",
      `POST /in?x=1 ${url.host} 1 é`,
    ]);
  });

  it("goes to no private address that is not allowed", async () => {
    vi.stubEnv("COTERIE_PRIVATE_HOSTS", "");
    let asked = 0;
    const url = await listen((_, response) => {
      asked += 1;
      response.end();
    });
    expect(await codeOf(post(url))).toBe("PRIVATE_HOST");
    expect(asked).toBe(0);
  });

  it("follows no redirect", async () => {
    const url = await listen((_, response) => response.writeHead(307, { location: "/elsewhere" }).end());
    expect((await post(url)).status).toBe(307);
  });

  it("ends when time is up, when the caller gives up, and when nothing listens", async () => {
    const url = await listen(() => {});
    expect(await codeOf(post(url, { timeout: 50 }))).toBe("PLATFORM_TIMEOUT");
    expect(await codeOf(post(url, { signal: AbortSignal.timeout(50) }))).toBe("CANCELLED");
    expect(await codeOf(post(new URL("http://localhost:1/")))).toBe("PLATFORM_UNREACHABLE");
  });

  it("reads no endless answer", async () => {
    const url = await listen((_, response) => response.end("x".repeat((1 << 20) + 1)));
    expect(await codeOf(post(url))).toBe("PLATFORM_UNREACHABLE");
  });
});
