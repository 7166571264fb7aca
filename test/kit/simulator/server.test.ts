import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import { type Platform, type PlatformCall, startSimulatorServer } from "@/lib/kit/simulator/server";

let applied: PlatformCall[];
let simulator: RunningSimulator;

const platform: Platform = {
  answer: (call) => {
    applied.push(call);
    return { status: 201, body: { applied: applied.length }, headers: { "x-limit": "9" } };
  },
  refusals: { terms: ({ kind }) => ({ status: 418, body: { refused: kind } }) },
  state: (query) => ({ calls: applied.length, asked: query.get("asked") }),
  control: { "POST greet": (body) => ({ hello: Object(body).name }) },
  reset: () => {
    applied = [];
  },
  close: () => {},
};

beforeEach(async () => {
  applied = [];
  simulator = await startSimulatorServer(platform, 0);
});
afterEach(() => simulator.close());

const call = (path: string, body?: unknown) =>
  fetch(`${simulator.url}${path}`, body === undefined ? {} : { method: "POST", body: JSON.stringify(body) });
const seen = async (answer: Promise<Response>) => {
  const response = await answer;
  return [response.status, await response.json()];
};
const plan = (fault: object) => call("/_simulator/faults", fault);
const broken = (answer: Promise<Response>) =>
  answer.then(
    () => "answered",
    () => "broken",
  );

describe("a simulator's server", () => {
  it("hands the platform its calls and sends what it answers", async () => {
    const response = await call("/v1/things?a=1", { x: [1] });
    expect([response.status, response.headers.get("x-limit"), await response.json()]).toEqual([
      201,
      "9",
      { applied: 1 },
    ]);
    const { method, path, query, body } = applied[0]!;
    expect({ method, path, query: query.get("a"), body }).toEqual({
      method: "POST",
      path: "/v1/things",
      query: "1",
      body: { x: [1] },
    });
  });

  it("listens on loopback only", () => {
    expect(new URL(simulator.url).hostname).toBe("127.0.0.1");
  });

  it("shows the state, takes the platform's own controls, and resets", async () => {
    await call("/v1/things", {});
    expect(await seen(call("/_simulator/state?asked=me"))).toEqual([
      200,
      { calls: 1, asked: "me", faults: [] },
    ]);
    expect(await seen(call("/_simulator/greet", { name: "Ann" }))).toEqual([200, { hello: "Ann" }]);
    expect(await seen(call("/_simulator/nothing"))).toEqual([
      404,
      { error: "The simulator has no GET nothing." },
    ]);
    await plan({ kind: "html" });
    await call("/_simulator/reset", {});
    expect(await seen(call("/_simulator/state"))).toEqual([200, { calls: 0, asked: null, faults: [] }]);
  });

  it("breaks before or after it applies what it is told", async () => {
    await plan({ kind: "drop_before" });
    expect([await broken(call("/v1/things", {})), applied.length]).toEqual(["broken", 0]);
    await plan({ kind: "drop_after" });
    expect([await broken(call("/v1/things", {})), applied.length]).toEqual(["broken", 1]);
  });

  it("hangs before or after it applies what it is told", async () => {
    const hang = () => broken(fetch(`${simulator.url}/v1/things`, { signal: AbortSignal.timeout(500) }));
    await plan({ kind: "hang_before" });
    expect([await hang(), applied.length]).toEqual(["broken", 0]);
    await plan({ kind: "hang_after" });
    expect(await hang()).toBe("broken");
    await vi.waitFor(() => expect(applied.length).toBe(1));
  });

  it("is late, unwell or refusing when it is planned", async () => {
    await plan({ kind: "latency", milliseconds: 120 });
    const started = performance.now();
    expect(await seen(call("/v1/things", {}))).toEqual([201, { applied: 1 }]);
    expect(performance.now() - started).toBeGreaterThan(100);
    await plan({ kind: "status", status: 503 });
    expect(await seen(call("/v1/things", {}))).toEqual([503, {}]);
    await plan({ kind: "terms" });
    expect(await seen(call("/v1/things", {}))).toEqual([418, { refused: "terms" }]);
    await plan({ kind: "html", status: 502 });
    const page = await call("/v1/things", {});
    expect([page.status, page.headers.get("content-type")]).toEqual([502, "text/html; charset=utf-8"]);
    expect(applied.length).toBe(1);
  });

  it("says what is wrong with a fault it does not know", async () => {
    const response = await plan({ kind: "earthquake" });
    const kinds =
      "status, html, latency, drop_before, drop_after, hang_before, hang_after, invalid_entries, terms";
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: `No fault is called earthquake. There are ${kinds}.` },
    ]);
    expect((await plan({ kind: "html", times: 0 })).status).toBe(400);
  });
});
