import { z } from "zod";
import { changeSetHash } from "@/lib/core/approval/hash";
import { OPEN_CHANGE_SETS } from "@/lib/core/approval/status";
import { requireShare } from "@/lib/core/audience/splits";
import { Conflict, InvalidInput, NotFound } from "@/lib/core/errors";
import { sentIdentifiers } from "@/lib/core/policy/decide";
import { decideSync } from "@/lib/core/policy/decide-sync";
import { barredFromDeciding } from "@/lib/core/policy/deciding";
import { parseSegment } from "@/lib/core/segment/parse";
import type { Transaction } from "@/lib/db/client";
import type { AudienceVersion } from "@/lib/db/generated/client";
import { enqueue } from "@/lib/db/queue";
import { storedMapping, storedRecord, storedTree, toJson } from "@/lib/db/stored";
import { bindNow } from "../approval/binding";
import { meaningOf } from "../audience/meaning";
import { audiencesNamedIn } from "../audience/named";
import { currentCatalog } from "../catalog/current";
import { mappedDefinitionOf } from "../destination/definitions";
import { policyInForce } from "../destination/load";
import { lockRow } from "../lock";
import { change } from "../service";
import { type LoadedSync, loadSync, type NewestVersion } from "../sync/load";
import { requireObject } from "../sync/object-gone";

type NamedVersion = AudienceVersion & { audience: { slug: string } };

const input = z.object({
  syncId: z.string(),
  audienceVersion: z.number().int().positive(),
  note: z.string().trim().max(2_000).optional(),
});

/**
 * Asks for approval of an audience version and the newest version of a sync together. Its impact is measured by a job
 * at this moment's as_of; then it waits for someone else to decide.
 */
export const createChangeSet = change(
  { name: "change_set.create", role: "marketer", rows: ({ syncId }) => ({ sync: syncId }), input },
  async ({ tx, actor, audit }, { syncId, audienceVersion: number, note }) => {
    const { workspaceId, userId } = actor;
    await lockRow(tx, "Sync", workspaceId, syncId);
    const sync = await loadSync(tx, workspaceId, syncId);
    requireObject(sync);
    const syncVersion = sync.newest;
    const audienceVersion = await loadVersion(tx, sync, number);
    await requireNoneOpen(tx, syncId);
    await requireValid(tx, workspaceId, audienceVersion, syncVersion);
    const binding = await bindNow(tx, { sync, audienceVersion, syncVersion });
    await requireMayDecide(tx, sync, audienceVersion);
    await requireSomethingToSend(tx, sync, syncVersion);
    const hash = changeSetHash(binding.bound);
    if (hash === sync.approvedHash && sync.voidReason === null) throw nothingNew();
    const { id } = await tx.changeSet.create({
      data: {
        workspaceId,
        syncId,
        audienceVersionId: audienceVersion.id,
        syncVersionId: syncVersion.id,
        fromAudienceVersionId: sync.approvedAudienceVersionId,
        catalogVersionId: binding.catalogVersionId,
        policyVersionId: binding.policyVersionId,
        hash,
        boundTo: toJson(binding.bound),
        asOf: new Date(),
        note,
        requestedById: userId,
      },
    });
    await enqueue("measure-change-set", { changeSetId: id }, { singletonKey: id, tx });
    await audit({
      action: "change_set.create",
      subject: `change_set:${id}`,
      before: { approvedHash: sync.approvedHash },
      after: { sync: syncId, audienceVersion: number, syncVersion: syncVersion.version, hash },
      reason: note,
    });
    return { id };
  },
);

async function loadVersion(tx: Transaction, sync: LoadedSync, version: number): Promise<NamedVersion> {
  const found = await tx.audienceVersion.findFirst({
    where: { audienceId: sync.audienceId, version },
    include: { audience: { select: { slug: true } } },
  });
  if (!found) throw new NotFound("version of this audience", String(version));
  return found;
}

/** The database's unique index settles two requests at the same moment. */
async function requireNoneOpen(tx: Transaction, syncId: string): Promise<void> {
  const open = await tx.changeSet.findFirst({ where: { syncId, status: { in: [...OPEN_CHANGE_SETS] } } });
  if (!open) return;
  throw new Conflict(
    "REQUEST_OPEN",
    "A request for this sync is waiting already.",
    "Wait for its decision, or withdraw it first.",
  );
}

/** The catalog may have changed since the version was saved. */
async function requireValid(
  tx: Transaction,
  workspaceId: string,
  { tree, audience }: NamedVersion,
  { split }: NewestVersion,
): Promise<void> {
  const { catalog } = await currentCatalog(tx, workspaceId);
  const audiences = await audiencesNamedIn(tx, workspaceId, tree, audience.slug);
  const { problems } = parseSegment(tree, { catalog, audiences });
  if (split !== null) requireShare(storedTree(tree), split);
  if (problems.length === 0) return;
  throw new InvalidInput({
    code: "INVALID_SEGMENT",
    message: `What it rests on changed, and this version can no longer be read: ${problems[0]?.message}`,
    fix: "Mend the audience in the builder and save a new version.",
    problems,
  });
}

/** Being in an audience says something of every personal column that decided it; the policy has to allow that. */
async function requireMayDecide(
  tx: Transaction,
  { workspaceId, destination }: LoadedSync,
  version: NamedVersion,
): Promise<void> {
  const { catalog } = await currentCatalog(tx, workspaceId);
  const inForce = await policyInForce(tx, destination.id);
  const { segment } = await meaningOf(tx, workspaceId, version);
  const barred = inForce ? barredFromDeciding(inForce.policy, segment, catalog) : [];
  if (barred.length === 0) return;
  const names = new Intl.ListFormat("en").format(barred.map(({ label }) => label));
  throw new Conflict(
    "MAY_NOT_DECIDE",
    `The policy of ${destination.name} does not let ${names} decide who is in an audience going there.`,
    "Take it out of the conditions, or ask an admin to allow its tag under “May decide” in the policy.",
  );
}

/** A policy that lets no identifier leave makes an approval pointless: say so before anyone reviews it. */
async function requireSomethingToSend(
  tx: Transaction,
  sync: LoadedSync,
  version: NewestVersion,
): Promise<void> {
  const { catalog } = await currentCatalog(tx, sync.workspaceId);
  const definition = mappedDefinitionOf(sync.destination.kind);
  const inForce = await policyInForce(tx, sync.destinationId);
  const mapping = storedMapping(version.mapping);
  const record = storedRecord(version.record);
  const { entity } = sync.audience;
  const decisions = decideSync({ inForce, mapping, record, definition, catalog, entity });
  const canFind = record ? decisions[0]!.allowed : sentIdentifiers(decisions, definition).length > 0;
  if (canFind) return;
  const blocked = decisions.find(({ allowed }) => !allowed);
  throw new Conflict(
    "NOTHING_MAY_LEAVE",
    blocked?.reason ?? `${definition.label} cannot match anyone with the fields that are mapped.`,
    blocked ? "Ask an admin to change the policy, or map another field." : "Map at least one identifier.",
  );
}

function nothingNew(): Conflict {
  return new Conflict(
    "NOTHING_NEW",
    "Exactly this is approved already.",
    "Change something first, or run it.",
  );
}
