import { z } from "zod";
import { service } from "../service";
import { memberRow } from "./view";

/** Everyone of the workspace, disabled people too. */
export const listMembers = service(
  { name: "member.list", role: "viewer", input: z.object({}) },
  async ({ actor, db }) => {
    const memberships = await db.membership.findMany({
      where: { workspaceId: actor.workspaceId },
      include: { user: true },
      orderBy: { user: { name: "asc" } },
    });
    return memberships.map(memberRow);
  },
);
