import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { inspect } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { parseJson, request } from "@/lib/http/request";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function listen(handler: RequestListener): Promise<string> {
  server = createServer(handler);
  await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => "answered",
    (error: unknown) => error,
  );

describe("request", () => {
  it("sends JSON, also with DELETE, and gives status, headers and text", async () => {
    const url = await listen(async (message, response) => {
      const body = await text(message);
      response
        .writeHead(207, { "X-Limit": "9" })
        .end(`${message.method} ${message.headers["content-type"]} ${message.headers.authorization} ${body}`);
    });
    const answer = await request({
      method: "DELETE",
      url,
      json: { a: "é" },
      headers: { authorization: "Bearer t" },
      timeout: 1000,
    });
    expect([answer.status, answer.headers["x-limit"], answer.text]).toEqual([
      207,
      "9",
      'DELETE application/json Bearer t {"a":"é"}',
    ]);
  });

  it("takes any status for an answer and follows no redirect", async () => {
    const url = await listen((_, response) => response.writeHead(302, { location: "/elsewhere" }).end());
    expect((await request({ method: "GET", url, timeout: 1000 })).status).toBe(302);
  });

  it("says when nothing answers in time", async () => {
    const url = await listen(() => {});
    expect(await caught(request({ method: "GET", url, timeout: 50 }))).toMatchObject({
      code: "PLATFORM_TIMEOUT",
      remedy: "retry",
    });
  });

  it("says when the caller gave up", async () => {
    const url = await listen(() => {});
    const signal = AbortSignal.timeout(30);
    expect(await caught(request({ method: "GET", url, timeout: 5000, signal }))).toMatchObject({
      code: "CANCELLED",
      remedy: "retry",
    });
  });

  it("says when the connection breaks, and nothing of what was sent", async () => {
    const url = await listen((message) => message.socket.destroy());
    const sent = {
      method: "POST",
      url: `${url}/people/ann@example.test?token=s3cret`,
      json: { email: "ann@example.test" },
      timeout: 1000,
    } as const;
    const error = await caught(request(sent));
    expect(error).toMatchObject({ code: "PLATFORM_UNREACHABLE", remedy: "retry" });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/ann@|s3cret/);
  });
});

describe("parseJson", () => {
  it("gives undefined for what is no JSON", () => {
    expect([parseJson('{"a":1}'), parseJson("<html>"), parseJson("")]).toEqual([
      { a: 1 },
      undefined,
      undefined,
    ]);
  });
});
