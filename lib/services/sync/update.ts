import { z } from "zod";
import { isSame } from "@/lib/core/canonical";
import { storedGuards, storedMapping, toJson } from "@/lib/db/stored";
import { lockRow } from "../lock";
import { change } from "../service";
import { readSync } from "./get";
import { requireMapping, requireSplit, syncSettings } from "./input";
import { requireSet } from "./kind";
import { loadSync } from "./load";

/**
 * A new name at once; a new mapping, mode, use, split or guards as a new version, which runs once it is approved. Guards
 * that became stricter go at the next run.
 */
export const updateSync = change(
  {
    name: "sync.update",
    role: "marketer",
    rows: ({ id }) => ({ sync: id }),
    input: z.object({ id: z.string(), ...syncSettings }),
  },
  async ({ tx, actor, audit }, { id, name, mapping, mode, use, split, ...rest }) => {
    const { workspaceId, userId } = actor;
    await lockRow(tx, "Sync", workspaceId, id);
    const sync = await loadSync(tx, workspaceId, id);
    requireSet(sync);
    const { newest } = sync;
    const before = {
      mapping: storedMapping(newest.mapping),
      mode: newest.mode,
      use: newest.use,
      split: newest.split,
      guards: storedGuards(newest.guards),
    };
    const guards = rest.guards ?? before.guards;
    await requireMapping(tx, workspaceId, {
      kind: sync.destination.kind,
      entity: sync.audience.entity,
      mapping,
    });
    await requireSplit(tx, sync.audienceId, split);
    const isNew = !isSame(before, { mapping, mode, use, split, guards });
    const version = isNew ? newest.version + 1 : newest.version;
    if (isNew) {
      const data = { workspaceId, syncId: id, version, mapping: toJson(mapping), mode, use, split };
      await tx.syncVersion.create({ data: { ...data, guards: toJson(guards), createdById: userId } });
    }
    await tx.sync.update({ where: { id }, data: { name } });
    await audit({
      action: "sync.update",
      subject: `sync:${id}`,
      before: { name: sync.name, version: newest.version, ...before },
      after: { name, version, mapping, mode, use, split, guards },
    });
    return readSync(tx, workspaceId, id);
  },
);
