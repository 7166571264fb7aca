import { z } from "zod";
import { service } from "../service";
import { connectSet, loadDestination } from "./load";
import { objectView } from "./view";

/** What the account holds that a sync could write to. */
export const listObjects = service(
  { name: "destination.objects", role: "marketer", rows: "kept_within", input: z.object({ id: z.string() }) },
  async ({ actor, db }, { id }) => {
    const row = await loadDestination(db, actor.workspaceId, id);
    const objects = (await connectSet(row).listObjects()).map(objectView);
    // The platform counts everyone it holds.
    return actor.rowScope ? objects.map((object) => ({ ...object, size: null })) : objects;
  },
);

/** A new, empty object at the platform. */
export const createObject = service(
  {
    name: "destination.create_object",
    role: "marketer",
    rows: "no_rows",
    input: z.object({
      id: z.string(),
      name: z.string().trim().min(1).max(200),
      description: z.string().trim().max(1_000).optional(),
    }),
  },
  async ({ actor, db, transaction }, { id, name, description }) => {
    const row = await loadDestination(db, actor.workspaceId, id);
    const created = await connectSet(row).createObject({ name, description });
    await transaction(({ audit }) =>
      audit({
        action: "destination.create_object",
        subject: `destination:${id}`,
        after: { object: created.id, name: created.name },
      }),
    );
    return objectView(created);
  },
);
