import { z } from "zod";
import { isSame } from "@/lib/core/canonical";
import { type LoweredLimits, limitProblems } from "@/lib/core/destination/limits";
import { Conflict, InvalidInput } from "@/lib/core/errors";
import { type Destination, Prisma } from "@/lib/db/generated/client";
import { openSecrets, sealSecrets } from "@/lib/db/secrets";
import { storedLimits, storedSettings, toJson } from "@/lib/db/stored";
import { recheckApprovals } from "../approval/recheck";
import { lockRow } from "../lock";
import { change, type Step } from "../service";
import { holdsPeople } from "../sync/holds-people";
import { rekeyObjects } from "../sync/object-key";
import { reclaimFields } from "../sync/record/claims";
import { requireFreeName } from "./create";
import { definitionOf } from "./definitions";
import { accountOf, loadDestination, parseConnection } from "./load";

const input = z.object({
  id: z.string(),
  name: z.string().trim().min(1).max(200).optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  /** Only those given are replaced. */
  secrets: z.record(z.string(), z.string()).optional(),
  /** Less than the account allows, for what else calls it; null goes back to all of it. */
  limits: z
    .strictObject({
      concurrency: z.number().int().min(1).optional(),
      rates: z.record(z.string(), z.number().positive()).optional(),
    })
    .nullable()
    .optional(),
});

/** Renames, replaces a token, or points to another account; the last voids the approvals that rest on it. */
export const updateDestination = change(
  { name: "destination.update", role: "admin", input },
  async (step, { id, ...given }) => {
    const { tx, actor, audit } = step;
    await lockRow(tx, "Destination", actor.workspaceId, id);
    const before = await loadDestination(tx, actor.workspaceId, id);
    if (given.limits) requireLimits(before.kind, given.limits);
    const name = given.name ?? before.name;
    await requireFreeName(tx, actor.workspaceId, name, id);
    const { settings, secrets } = parseConnection(before.kind, given.settings ?? before.settings, {
      ...openSecrets(before.secrets, id),
      ...given.secrets,
    });
    const account = accountOf(before.kind, settings);
    const isMoved = account !== accountOf(before.kind, storedSettings(before.settings));
    const isChanged = !isSame(settings, before.settings);
    const isNewToken = given.secrets !== undefined;
    if (isMoved || findsOthers(before, settings)) await requireNobodyHeld(step, id);
    await tx.destination.update({
      where: { id },
      data: {
        name,
        settings: toJson(settings),
        account,
        secrets: sealSecrets(secrets, id),
        ...(given.limits === undefined
          ? {}
          : { limits: given.limits === null ? Prisma.DbNull : toJson(given.limits) }),
        ...(isChanged || isNewToken ? { status: "untested", problem: null } : {}),
      },
    });
    if (isMoved) {
      await rekeyObjects(tx, id);
      await reclaimFields(tx, id);
    }
    if (isChanged) await recheckApprovals(step, { destinationId: id });
    await audit({
      action: "destination.update",
      subject: `destination:${id}`,
      before: {
        name: before.name,
        settings: storedSettings(before.settings),
        limits: storedLimits(before.limits),
      },
      after: {
        name,
        settings,
        limits: given.limits === undefined ? storedLimits(before.limits) : given.limits,
        secretsReplaced: isNewToken,
      },
    });
    return { id };
  },
);

function requireLimits(kind: string, limits: LoweredLimits): void {
  const problems = limitProblems(definitionOf(kind).limits, limits);
  const [first] = problems;
  if (first) throw new InvalidInput({ ...first, problems });
}

/** Whether the same member would now be found as someone else. */
function findsOthers({ kind, settings }: Destination, next: Readonly<Record<string, unknown>>): boolean {
  const present = storedSettings(settings);
  return (definitionOf(kind).findingSettings ?? []).some(
    (id) => !isSame(present[id] ?? null, next[id] ?? null),
  );
}

/** Withdrawn consent must still reach the account that holds the person, and it is reached through this connection only. */
async function requireNobodyHeld({ tx, actor }: Step, destinationId: string): Promise<void> {
  const { workspaceId } = actor;
  const syncs = await tx.sync.findMany({ where: { workspaceId, destinationId, endedAt: null } });
  for (const sync of syncs) {
    if (!(await holdsPeople(tx, sync))) continue;
    throw new Conflict(
      "STILL_HOLDS_PEOPLE",
      `"${sync.objectName}" holds people in the present account, and nobody would take them out again.`,
      "Connect the other account as a destination of its own.",
    );
  }
}
