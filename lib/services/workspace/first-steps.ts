import { z } from "zod";
import type { FirstStepsView } from "@/lib/core/views/session";
import { service } from "../service";

/** How far a new workspace is on its way to a first audience that can go somewhere. */
export const getFirstSteps = service(
  { name: "workspace.first_steps", role: "viewer", rows: "no_rows", input: z.object({}) },
  async ({ actor, db }): Promise<FirstStepsView> => {
    const where = { workspaceId: actor.workspaceId };
    const [catalog, destination, policy, audience] = await Promise.all([
      db.catalogVersion.findFirst({ where, select: { id: true } }),
      db.destination.findFirst({ where: { ...where, status: "connected" }, select: { id: true } }),
      db.destination.findFirst({ where: { ...where, policies: { some: {} } }, select: { id: true } }),
      db.audience.findFirst({ where, select: { id: true } }),
    ]);
    return { catalog: !!catalog, destination: !!destination, policy: !!policy, audience: !!audience };
  },
);
