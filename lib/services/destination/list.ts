import { z } from "zod";
import { NotFound } from "@/lib/core/errors";
import { service } from "../service";
import { allDefinitions, kindView } from "./definitions";
import { destinationRow, destinationView, withRow } from "./view";

export const listDestinations = service(
  { name: "destination.list", role: "viewer", rows: "no_rows", input: z.object({}) },
  async ({ actor, db }) => {
    const rows = await db.destination.findMany({
      where: { workspaceId: actor.workspaceId },
      include: withRow,
      orderBy: { name: "asc" },
    });
    return rows.map(destinationRow);
  },
);

/** What can be connected. */
export const listDestinationKinds = service(
  { name: "destination.kinds", role: "viewer", rows: "no_rows", input: z.object({}) },
  async ({ actor, db }) => {
    const { demo } = await db.workspace.findUniqueOrThrow({ where: { id: actor.workspaceId } });
    return allDefinitions().map((definition) => ({
      ...kindView(definition),
      ...(demo && definition.simulator ? { simulated: { ...definition.simulator.account } } : {}),
    }));
  },
);

/** Settings and policy; never its secrets. */
export const getDestination = service(
  { name: "destination.get", role: "viewer", rows: "no_rows", input: z.object({ id: z.string() }) },
  async ({ actor, db }, { id }) => {
    const row = await db.destination.findFirst({
      where: { id, workspaceId: actor.workspaceId },
      include: withRow,
    });
    if (!row) throw new NotFound("destination", id);
    return destinationView(row);
  },
);
