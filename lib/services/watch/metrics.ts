import { Gauge, Registry } from "prom-client";
import { database } from "@/lib/db/client";
import { counters } from "./counters";

/** Everything Prometheus is told: this process's own counts, and what the database knows of all of them. */
export async function metricsText(): Promise<{ type: string; text: string }> {
  const { registry } = counters();
  const shared = await sharedFigures();
  return { type: registry.contentType, text: `${await registry.metrics()}\n${await shared.metrics()}` };
}

/** Read anew at each scrape, so any process tells the same. No names of people or workspaces: ids and counts. */
async function sharedFigures(): Promise<Registry> {
  const registry = new Registry();
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const db = database();
  const runs = gauge("coterie_runs_24h", "Runs that ended in the last 24 hours, by status.", ["status"]);
  const since = new Date(Date.now() - 86_400_000);
  for (const { status, _count } of await db.run.groupBy({
    by: ["status"],
    where: { finishedAt: { gte: since } },
    _count: true,
  })) {
    runs.set({ status }, _count);
  }
  const active = gauge("coterie_runs_active", "Runs waiting or under way.", ["status"]);
  for (const status of ["queued", "running"] as const) {
    active.set({ status }, await db.run.count({ where: { status } }));
  }
  const oldest = await db.run.findFirst({ where: { status: "queued" }, orderBy: { createdAt: "asc" } });
  gauge("coterie_oldest_queued_run_seconds", "Age of the run that waits longest; 0 where none waits.").set(
    oldest ? (Date.now() - oldest.createdAt.getTime()) / 1_000 : 0,
  );
  const syncs = gauge("coterie_syncs", "Syncs, by how they stand.", ["state"]);
  const open = { endedAt: null };
  syncs.set({ state: "live" }, await db.sync.count({ where: { ...open, paused: false, voidReason: null } }));
  syncs.set({ state: "paused" }, await db.sync.count({ where: { ...open, paused: true } }));
  syncs.set({ state: "void" }, await db.sync.count({ where: { ...open, voidReason: { not: null } } }));
  gauge("coterie_destinations_failing", "Destinations whose account does not work.").set(
    await db.destination.count({ where: { status: "failing" } }),
  );
  gauge("coterie_approvals_waiting", "Requests that wait for a decision.").set(
    (await db.changeSet.count({ where: { status: "waiting" } })) +
      (await db.runPass.count({ where: { status: "waiting" } })),
  );
  return registry;
}
