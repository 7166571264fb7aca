import { z } from "zod";
import { canonicalJson } from "@/lib/core/canonical";
import { answerView } from "@/lib/core/small-identifiers";
import type { DestinationStatusView } from "@/lib/core/views/destination-status";
import type { Prisma, PrismaClient } from "@/lib/db/generated/client";
import { storedSettings } from "@/lib/db/stored";
import { audiencesInside, ofAudiences } from "../row-scope/inside";
import { accountKey } from "../run/execute/account-gate";
import { service } from "../service";
import { accountSettings, loadDestination } from "./load";

const DAY_MS = 86_400_000;
const CALLS_SHOWN = 8;

/** How the account does now: for whoever asks why nothing moves. */
export const destinationStatus = service(
  { name: "destination.status", role: "viewer", rows: "kept_within", input: z.object({ id: z.string() }) },
  async ({ actor, db }, { id }): Promise<DestinationStatusView> => {
    const { kind, endpoint, settings } = await loadDestination(db, actor.workspaceId, id);
    const account = canonicalJson(accountSettings(kind, storedSettings(settings)));
    const now = new Date();
    const closed = await db.accountRate.findFirst({
      where: { account: accountKey(kind, endpoint, account), rate: "*", nextAt: { gt: now } },
    });
    const ofIt = { sync: { destinationId: id, ...ofAudiences(await audiencesInside(db, actor)) } };
    const ended = await db.run.groupBy({
      by: ["status"],
      where: { ...ofIt, finishedAt: { gte: new Date(now.getTime() - DAY_MS) } },
      _count: true,
    });
    return {
      throttledUntil: closed?.nextAt.toISOString() ?? null,
      ended: Object.fromEntries(ended.map(({ status, _count }) => [status, _count])),
      waiting: await db.run.count({ where: { ...ofIt, status: "queued" } }),
      running: await db.run.count({ where: { ...ofIt, status: "running" } }),
      calls: await lastCalls(db, ofIt),
    };
  },
);

async function lastCalls(
  db: PrismaClient,
  run: Prisma.RunWhereInput,
): Promise<DestinationStatusView["calls"]> {
  const batches = await db.runBatch.findMany({
    where: { run, sentAt: { not: null }, state: { not: "planned" } },
    include: { run: { include: { sync: { select: { name: true } } } } },
    orderBy: { sentAt: "desc" },
    take: CALLS_SHOWN,
  });
  return batches.flatMap(({ runId, run, state, ...batch }) => {
    const { operation, problem, sentAt, answeredAt } = batch;
    const { rows, refused } = answerView(batch);
    const at = answeredAt ?? sentAt;
    if (state === "planned" || !at) return [];
    return {
      run: runId,
      sync: run.sync.name,
      operation,
      rows,
      refused,
      state,
      problem,
      at: at.toISOString(),
    };
  });
}
