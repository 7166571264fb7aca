import { z } from "zod";
import { type Alone, mayDecide } from "@/lib/core/approval/may-decide";
import type { Catalog } from "@/lib/core/catalog/types";
import type { ChangeSetView } from "@/lib/core/views/change-set";
import type { Transaction } from "@/lib/db/client";
import { storedCatalog, storedImpact, storedProblem, storedRecord, storedTree } from "@/lib/db/stored";
import type { Actor } from "../actor";
import { meaningOf, type SavedVersion } from "../audience/meaning";
import type { AudienceTables } from "../audience/named";
import { shareView } from "../audience/share";
import { agreedBytes } from "../builder/question";
import { type CalledTables, withNames } from "../catalog/called";
import { sql } from "../segment/sql";
import { service } from "../service";
import { fitsOf } from "../standing-approval/fit";
import { type TraitTables, withOwnTraits } from "../trait/merged";
import { allChecks, decisionsOf } from "./all-checks";
import { impactView } from "./impact";
import { type LoadedChangeSet, loadChangeSet } from "./load";
import { changeSetRow } from "./row";
import { sampleOfChangeSet } from "./sample";
import { changedWords, changesOf } from "./words";
import { workingAlone } from "./working-alone";

/** One page a reviewer can decide from. */
export const getChangeSet = service(
  {
    name: "change_set.get",
    role: "viewer",
    rows: ({ id }) => ({ changeSet: id }),
    input: z.object({ id: z.string(), agreedBytes }),
  },
  async (scope, { id, agreedBytes }) => {
    const { actor, db } = scope;
    const read = await readChangeSet(db, actor, id);
    const changeSet = await loadChangeSet(db, actor.workspaceId, id);
    const view = { ...read, outside: read.status === "waiting" ? await outsideOf(db, changeSet) : null };
    if (!view.impact || !view.mayDecide) return view;
    const sample = await sampleOfChangeSet(scope, changeSet, agreedBytes);
    return { ...view, impact: { ...view.impact, sample } };
  },
);

/** Why it waits although something is decided in advance: of the standing approval it is nearest to. */
async function outsideOf(db: Transaction, changeSet: LoadedChangeSet): Promise<ChangeSetView["outside"]> {
  const fits = await fitsOf(db, changeSet, new Date());
  const [nearest] = fits.toSorted((one, other) => one.outside.length - other.outside.length);
  return nearest && nearest.outside.length > 0
    ? { standing: nearest.standing.name, because: nearest.outside }
    : null;
}

/** Everything in it is read with the catalog and the policy the request was made under. */
export async function readChangeSet(
  db: Pick<Transaction, "changeSet" | "policyVersion" | "workspace" | "membership" | "auditEvent"> &
    AudienceTables &
    TraitTables &
    CalledTables,
  actor: Actor,
  id: string,
): Promise<ChangeSetView> {
  const changeSet = await loadChangeSet(db, actor.workspaceId, id);
  const { sync, syncVersion, audienceVersion, fromAudienceVersion } = changeSet;
  const stored = storedCatalog(changeSet.catalogVersion.content);
  const catalog = await withOwnTraits(db, actor.workspaceId, stored);
  const decisions = decisionsOf(changeSet);
  const impact = storedImpact(changeSet.impact);
  const because = whyNot(actor, changeSet, await workingAlone(db, actor, changeSet));
  return {
    ...changeSetRow(changeSet),
    audience: {
      id: sync.audience.id,
      name: sync.audience.name,
      entity: sync.audience.entity,
      fromVersion: fromAudienceVersion?.version ?? null,
      toVersion: audienceVersion.version,
    },
    sync: {
      id: sync.id,
      name: sync.name,
      destination: sync.destination.name,
      object: sync.objectName,
      mode: storedRecord(syncVersion.record)?.mode ?? syncVersion.mode,
      use: syncVersion.use,
      record: storedRecord(syncVersion.record),
    },
    share: shareView(audienceVersion, syncVersion.split, sync.audience.syncs),
    ...wordsOf(changeSet, await withNames(db, actor.workspaceId, catalog)),
    sqlBefore: fromAudienceVersion ? await sqlOf(db, changeSet, catalog, fromAudienceVersion) : null,
    sqlAfter: await sqlOf(db, changeSet, catalog, audienceVersion),
    decisions,
    checks: await allChecks(db, changeSet),
    impact: impact ? impactView(impact) : null,
    failure: storedProblem(changeSet.failure),
    hash: changeSet.hash,
    outside: null,
    note: changeSet.note,
    voidReason: changeSet.status === "void" ? changeSet.decisionReason : null,
    comments: changeSet.comments.map(({ author, createdAt, text }) => ({
      by: author.name,
      at: createdAt.toISOString(),
      text,
    })),
    mayDecide: because === null,
    mayNotDecideBecause: because,
  };
}

function whyNot(actor: Actor, changeSet: LoadedChangeSet, alone: Alone | null): string | null {
  const decision = mayDecide(actor, changeSet, alone);
  if (!decision.may) return decision.because;
  if (changeSet.status === "measuring") return "Its impact is still being measured.";
  return changeSet.status === "waiting" ? null : "It is no longer waiting for a decision.";
}

function wordsOf({ fromAudienceVersion, audienceVersion }: LoadedChangeSet, catalog: Catalog) {
  const before = fromAudienceVersion ? storedTree(fromAudienceVersion.tree) : null;
  const after = storedTree(audienceVersion.tree);
  return { changes: changesOf(before, after, catalog), words: changedWords(before, after, catalog) };
}

/** As of the request, so that the text stays the same however often it is read. An old tree may no longer compile. */
async function sqlOf(
  db: AudienceTables,
  { workspaceId, syncVersion, asOf }: LoadedChangeSet,
  catalog: Catalog,
  version: SavedVersion,
): Promise<string> {
  try {
    const { segment } = await meaningOf(db, workspaceId, version, syncVersion.split);
    return sql({ catalog, segment, asOf: asOf.toISOString() }).sql;
  } catch {
    return "-- This version can no longer be read with the present catalog.";
  }
}
