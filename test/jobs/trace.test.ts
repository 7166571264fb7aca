import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { POST as runSync } from "@/app/api/syncs/[id]/run/route";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import { database } from "@/lib/db/client";
import { startWorker } from "@/lib/jobs/worker";
import { createApiToken } from "@/lib/services/api-token/create";
import { createLog } from "@/lib/trace/log";
import { startTracing, stopTracing } from "@/lib/trace/tracing";
import { makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { makeApprovedSync, startSimulator } from "@/test/factories/synced-shop";
import { ownDatabase } from "@/test/factories/workspace";
import { serveRoutes } from "@/test/support/api-server";
import { type Receiver, startReceiver } from "@/test/support/receiver";
import { type SentSpan, spansOf } from "@/test/support/sent-spans";

ownDatabase({ beforeAll, afterAll });

const REQUEST = "0193c1de-7a52-7b1e-9c55-2f0c9a0c1d2e";
const home = mkdtempSync(path.join(tmpdir(), "coterie-trace-"));
let shop: ShopWorkspace;
let platform: RunningSimulator;
let collector: Receiver;
const lines: Record<string, unknown>[] = [];
let spans: SentSpan[];
let run: string;
let sync: string;

/** One click, from the address it goes to until its run has ended, all of it over real sockets. */
beforeAll(async () => {
  platform = await startSimulator();
  shop = await makeShop(path.join(home, "shop"));
  ({ id: sync } = await makeApprovedSync(shop));
  const { token } = await createApiToken(shop.admin, { name: "ci", role: "marketer" });
  collector = await startReceiver();
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.url;
  process.env.OTEL_EXPORTER_OTLP_HEADERS = "x-team=growth";
  process.env.OTEL_SERVICE_NAME = "coterie-test";
  await startTracing();
  const api = await serveRoutes({ "POST /api/syncs/[id]/run": runSync });
  const log = createLog("worker", { write: (line) => void lines.push(JSON.parse(line)) });
  const worker = await startWorker({ home, log });
  const headers = { authorization: `Bearer ${token}`, "x-request-id": REQUEST };
  const answer = await fetch(`${api.url}/api/syncs/${sync}/run`, { method: "POST", headers });
  expect([answer.status, answer.headers.get("x-request-id")]).toEqual([200, REQUEST]);
  ({ runId: run } = (await answer.json()) as { runId: string });
  const status = async () => (await database().run.findUniqueOrThrow({ where: { id: run } })).status;
  await vi.waitUntil(async () => (await status()) === "succeeded", { timeout: 30_000, interval: 100 });
  await worker.stop();
  await stopTracing();
  await api.close();
  spans = spansOf(collector.received);
});
afterAll(async () => {
  for (const name of ["ENDPOINT", "HEADERS"]) delete process.env[`OTEL_EXPORTER_OTLP_${name}`];
  delete process.env.OTEL_SERVICE_NAME;
  await collector.close();
  await platform.close();
  rmSync(home, { recursive: true });
});

it("is one trace from the click to the platform", () => {
  const call = spans.find(({ name }) => name === "platform add")!;
  const above: string[] = [];
  for (let span: SentSpan | undefined = call; span; span = spans.find(({ id }) => id === span?.parent)) {
    expect(span.trace).toBe(call.trace);
    above.push(span.name);
  }
  expect(above).toEqual([
    "platform add",
    "run.deliver",
    "run",
    "work run-sync",
    "queue run-sync",
    "POST /api/syncs/[id]/run",
  ]);
});

it("has a span for every part of the run", () => {
  const { trace } = spans.find(({ name }) => name === "run")!;
  const names = new Set(spans.filter((span) => span.trace === trace).map(({ name }) => name));
  // Of the sync, after the run: whether it still happened here is a matter of milliseconds.
  names.delete("work evaluate-alerts");
  const { host } = new URL(platform.url);
  expect([...names].sort()).toEqual(
    [
      ...["POST /api/syncs/[id]/run", "queue run-sync", "work run-sync", "queue evaluate-alerts"],
      ...["run", "run.guard", "run.read", "run.plan", "run.deliver", "run.settle", "run.commit"],
      ...["warehouse check", "warehouse rows", "warehouse exportParquet"],
      ...["state loadWanted", "state freezeIf", "state markInFlight", "state rows", "state fold"],
      ...["state counts", "state settlement"],
      ...["platform look", "platform add", `SDK ${host}`],
    ].sort(),
  );
});

it("tells of a call what was asked of whom, how often and with what end", () => {
  const call = spans.find(({ name }) => name === "platform add")!;
  expect(call.facts).toEqual({
    "coterie.request": REQUEST,
    "coterie.workspace": shop.id,
    "coterie.sync": sync,
    "coterie.run": run,
    "coterie.destination": "meta",
    "coterie.operation": "add",
    "coterie.batch": 1,
    "coterie.rows": 19,
    "coterie.rows.refused": 0,
    "coterie.attempt": 1,
  });
  expect(spans.find(({ name }) => name === "warehouse exportParquet")!.facts).toMatchObject({
    "db.system.name": "duckdb",
    "db.operation.name": "SELECT",
    "coterie.rows": 24,
  });
});

it("tells nobody who is in the audience, nor what opens the account", () => {
  const said = collector.received.map(({ body }) => body).join("\n");
  expect(said).toContain(run);
  expect(said).not.toMatch(/person\d|shop\.test|@|4930901820/);
  // SHA-256, in which form people leave.
  expect(said).not.toMatch(/[0-9a-f]{64}/);
  expect(said).not.toContain("simulated-access-token");
  expect(said).not.toContain("SELECT ");
});

it("reaches the collector as OpenTelemetry's own variables say", () => {
  const [first] = collector.received;
  expect([first!.path, first!.headers["x-team"]]).toEqual(["/v1/traces", "growth"]);
  expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(["coterie-test"]));
});

it("logs each line of the run with the run and the request it goes back to", () => {
  const ofRun = lines.filter((line) => line.run === run);
  expect(ofRun.map(({ msg }) => msg)).toEqual(["run attempt begins", "run ends"]);
  const { trace } = spans.find(({ name }) => name === "run")!;
  for (const line of ofRun) {
    expect(line).toMatchObject({ request: REQUEST, sync, workspace: shop.id, trace });
  }
});
