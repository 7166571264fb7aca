import { z } from "zod";
import { service } from "../service";
import { catalogFor, memberRow } from "./view";

/** Everyone of the workspace, disabled people too. */
export const listMembers = service(
  { name: "member.list", role: "viewer", rows: "no_rows", input: z.object({}) },
  async ({ actor, db }) => {
    const memberships = await db.membership.findMany({
      where: { workspaceId: actor.workspaceId },
      include: { user: true },
      orderBy: { user: { name: "asc" } },
    });
    const catalog = await catalogFor(db, actor.workspaceId, memberships);
    return memberships.map((membership) => memberRow(membership, catalog));
  },
);
