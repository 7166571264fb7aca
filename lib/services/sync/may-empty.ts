import { hasRole } from "@/lib/core/approval/may-decide";
import { Forbidden } from "@/lib/core/errors";
import type { Step } from "../service";
import type { LoadedSync } from "./load";

/** Letting people out of an exclusion shows them ads. */
export async function requireMayEmpty(
  { tx, actor }: Pick<Step, "tx" | "actor">,
  sync: Pick<LoadedSync, "id">,
): Promise<void> {
  const versions = await tx.syncVersion.findMany({ where: { syncId: sync.id }, select: { use: true } });
  if (!versions.some(({ use }) => use === "exclude") || hasRole(actor.role, "approver")) return;
  throw new Forbidden(
    "People who are let out of an exclusion see ads, so emptying it takes an approver.",
    "Ask an approver to end it.",
  );
}
