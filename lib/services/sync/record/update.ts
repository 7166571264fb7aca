import { z } from "zod";
import { isSame } from "@/lib/core/canonical";
import { storedGuards, storedRecord, toJson } from "@/lib/db/stored";
import { currentCatalog } from "../../catalog/current";
import { lockRow } from "../../lock";
import { service } from "../../service";
import { readSync } from "../get";
import { requireSplit } from "../input";
import { requireRecords } from "../kind";
import { loadSync } from "../load";
import { claimFields } from "./claims";
import { recordSettings, requireTerms } from "./terms";

/** A new name at once; anything else as a new version, which runs once it is approved. The fields of both are claimed until then. */
export const updateRecordSync = service(
  {
    name: "sync.update_records",
    role: "marketer",
    rows: ({ id }) => ({ sync: id }),
    input: z.object({ id: z.string(), ...recordSettings }),
  },
  async ({ actor, db, transaction }, { id, name, record, split, ...rest }) => {
    const { workspaceId, userId } = actor;
    const { destination, audience, objectId, kind } = await loadSync(db, workspaceId, id);
    requireRecords({ kind });
    const { catalog } = await currentCatalog(db, workspaceId);
    const asked = { destination, catalog, entity: audience.entity, objectId, input: record };
    const { object, terms } = await requireTerms(asked);
    await requireSplit(db, audience.id, split);
    return transaction(async ({ tx, audit }) => {
      await lockRow(tx, "Sync", workspaceId, id);
      const { newest, approvedVersionId, name: called } = await loadSync(tx, workspaceId, id);
      const before = {
        record: storedRecord(newest.record),
        split: newest.split,
        guards: storedGuards(newest.guards),
      };
      const after = { record: terms, split, guards: rest.guards ?? before.guards };
      const isNew = !isSame(before, after);
      const version = isNew ? newest.version + 1 : newest.version;
      if (isNew) {
        const approved = await tx.syncVersion.findFirst({ where: { id: approvedVersionId ?? "" } });
        const running = storedRecord(approved?.record ?? null);
        const kept = running ? [running] : [];
        await claimFields(tx, { workspaceId, syncId: id, destination, object, terms: [terms, ...kept] });
        const mode = terms.mode === "mirror" ? ("mirror" as const) : ("add_only" as const);
        await tx.syncVersion.create({
          data: {
            ...{ workspaceId, syncId: id, version, mode, use: "target", split, createdById: userId },
            ...{ mapping: toJson({ fields: {} }), record: toJson(terms), guards: toJson(after.guards) },
          },
        });
      }
      await tx.sync.update({ where: { id }, data: { name } });
      await audit({
        action: "sync.update",
        subject: `sync:${id}`,
        before: { name: called, version: newest.version, ...before },
        after: { name, version, ...after },
      });
      return readSync(tx, workspaceId, id);
    });
  },
);
