import type { Lane, PlanRequest } from "@/lib/core/ports/state-store";
import type { RunKind } from "@/lib/core/views/run";
import { database } from "@/lib/db/client";
import { openSecrets } from "@/lib/db/secrets";
import type { Attempt } from "./attempt";

export type Asked = Pick<
  PlanRequest,
  "lane" | "mode" | "resync" | "insists" | "undo" | "only" | "spareVanished"
>;

/** What a run of a kind asks of its plan; kept to the privacy lane, it asks for what is owed and nothing else. */
export async function askedOf({ runId, kind, subject }: Attempt, lane: Lane): Promise<Asked> {
  const { mode } = subject;
  if (lane === "privacy") return { lane, mode };
  if (kind === "resync") return { lane, mode, resync: true, insists: true };
  // A mirror of nobody: the wanted state is not even read.
  if (kind === "empty") return { lane, mode: "mirror", insists: true };
  if (kind === "ramp") return { lane, mode, only: await stepOf(runId, subject.syncId) };
  return kind === "undo" ? { lane, mode, undo: await undone(runId) } : { lane, mode };
}

/** Emptying only takes out, like the privacy lane. */
export function needsApproval({ kind }: Pick<Attempt, "kind">, lane: Lane): boolean {
  return lane === "full" && kind !== "empty";
}

/** Undoing goes back to what was there, and emptying to nobody, whoever is wanted now. */
export function asksForWanted(kind: RunKind): boolean {
  return kind !== "undo" && kind !== "empty";
}

/** Whom a step is for is kept sealed, and only until its run ends. */
async function stepOf(runId: string, syncId: string): Promise<NonNullable<PlanRequest["only"]>> {
  const { rampRows, rampKey } = await database().run.findUniqueOrThrow({
    where: { id: runId },
    select: { rampRows: true, rampKey: true },
  });
  const { key } = rampKey === null ? {} : openSecrets(rampKey, syncId);
  return { rows: rampRows ?? 1, ...(key !== undefined && { keys: [key] }) };
}

async function undone(runId: string): Promise<string> {
  const { undoesRunId } = await database().run.findUniqueOrThrow({
    where: { id: runId },
    select: { undoesRunId: true },
  });
  if (undoesRunId !== null) return undoesRunId;
  throw new Error(`run ${runId} undoes nothing`);
}
