import { mayDecide } from "@/lib/core/approval/may-decide";
import { guards } from "@/lib/core/guards/all";
import type { Finding } from "@/lib/core/guards/types";
import type { FindingView, PassRow, PassView } from "@/lib/core/views/guard";
import type { Prisma } from "@/lib/db/generated/client";
import { storedFindings } from "@/lib/db/stored";
import type { Actor } from "../../actor";
import type { undoneBy } from "../undone";

export const withPass = { requestedBy: true, decidedBy: true } satisfies Prisma.RunPassInclude;
export const withPassedRun = {
  ...withPass,
  run: { select: { id: true, undoesRunId: true, sync: { select: { id: true, name: true } } } },
} satisfies Prisma.RunPassInclude;

type Pass = Prisma.RunPassGetPayload<{ include: typeof withPass }>;
type Undone = Awaited<ReturnType<typeof undoneBy>>;
type PassWithRun = Prisma.RunPassGetPayload<{ include: typeof withPassedRun }>;

export function passView(pass: Pass, actor: Actor): PassView {
  const { id, status, reason, requestedBy, requestedById, requestedAt, decidedBy, decidedAt } = pass;
  return {
    ...{ id, status, reason },
    requestedBy: { id: requestedById, name: requestedBy.name },
    requestedAt: requestedAt.toISOString(),
    decidedBy: decidedBy?.name ?? null,
    decidedAt: decidedAt?.toISOString() ?? null,
    decisionReason: pass.decisionReason,
    mayDecide: mayDecide(actor, pass),
  };
}

export function passRow(pass: PassWithRun, undone: Undone, actor: Actor): PassRow {
  const { id, sync, undoesRunId } = pass.run;
  const findings = storedFindings(pass.findings).map(({ message }) => message);
  return {
    ...passView(pass, actor),
    run: { id, undoes: undone.get(undoesRunId ?? "") ?? null },
    sync,
    findings,
  };
}

/** Without what was measured: of few people that would say how few. */
export function findingView({ guard, action, message, fix }: Finding): FindingView {
  const label = guards.find(({ id }) => id === guard)?.label ?? guard;
  return { guard, label, action, message, fix };
}
