import { z } from "zod";
import { recordClientOf, recordsOf } from "@/lib/core/destination/capability";
import type { RecordObjectsView } from "@/lib/core/views/record";
import { definitionOf } from "../../destination/definitions";
import { connectDestination, loadDestination } from "../../destination/load";
import { service } from "../../service";

/** Which records an account has, with their fields as the platform says them at this moment, and what can be done with them. */
export const recordObjects = service(
  {
    name: "destination.record_objects",
    role: "marketer",
    rows: "no_rows",
    input: z.object({ id: z.string() }),
  },
  async ({ actor, db }, { id }): Promise<RecordObjectsView> => {
    const destination = await loadDestination(db, actor.workspaceId, id);
    const definition = definitionOf(destination.kind);
    const {
      modes,
      removals,
      rules = ["always", "fill_if_empty", "only_forward"],
      idempotent,
    } = recordsOf(definition);
    const client = connectDestination(destination);
    try {
      const objects = await recordClientOf(client, definition).listObjects();
      return {
        objects,
        modes: modes.filter((mode) => idempotent || mode !== "insert_only"),
        removals,
        rules,
      };
    } finally {
      await client.close?.();
    }
  },
);
