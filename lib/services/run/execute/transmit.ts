import { recordClientOf, setClientOf } from "@/lib/core/destination/capability";
import { lowered } from "@/lib/core/destination/limits";
import type { FrozenPlan } from "@/lib/core/ports/state-store";
import { traced } from "@/lib/trace/span";
import { needsApproval } from "./asked";
import type { Attempt } from "./attempt";
import { courierOf } from "./courier-of";
import { deliver } from "./deliver";
import type { Target } from "./deps";
import { refusalJudge } from "./guard";
import { answeredRows } from "./journal";
import { withoutWithdrawn } from "./plan";
import { recordPhase } from "./record";
import { RefusedShare } from "./refused-share";
import { settle } from "./settle";
import { Stale } from "./stops";
import { hasOpenTickets } from "./tickets";

/** Until the platform has everything and has told what became of it; what it drops on the way is sent again. */
export async function transmit(at: Attempt, target: Target, planned: FrozenPlan): Promise<void> {
  const { runId, deps } = at;
  const asking = { run: runId, target, courier: courierOf(at, target, false), deps };
  let plan = planned;
  do {
    await recordPhase(runId, "deliver");
    plan = await traced("run.deliver", {}, () => deliverAll(at, target, plan));
    if (await hasOpenTickets(runId)) await recordPhase(runId, "settle");
  } while ((await traced("run.settle", {}, () => settle(asking))) === "again");
}

async function deliverAll(at: Attempt, target: Target, frozen: FrozenPlan): Promise<FrozenPlan> {
  const { subject, state, deps, freshness } = at;
  const { syncId: sync, object, record } = subject;
  const judge = frozen.lane === "full" ? await refusalJudge(at) : null;
  const delivery = {
    ...{ sync, object, record, state, target, freshness, deps },
    concurrency: lowered(target.definition.limits, subject.destination.limits).concurrency,
    courier: courierOf(at, target, needsApproval(at, frozen.lane)),
    refused: new RefusedShare(judge, await answeredRows(at.runId)),
  };
  for (let plan = frozen; ; ) {
    try {
      await deliver({ ...delivery, plan });
      return plan;
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
      plan = await withoutWithdrawn(at, target);
    }
  }
}

/** Throws OBJECT_GONE where the platform no longer has what the sync writes to. */
export async function requireObject({ subject }: Attempt, { client, definition }: Target): Promise<void> {
  const held = subject.kind === "set" ? setClientOf(client, definition) : recordClientOf(client, definition);
  await held.getObject(subject.object);
}
