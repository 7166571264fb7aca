import type { Role } from "@/lib/core/views/session";
import { database } from "@/lib/db/client";

/** The one password of the demo's invented people; such workspaces exist only on loopback. */
export const DEMO_PASSWORD = "coterie-demo";

export type DemoPerson = { name: string; email: string; role: Role; password: string };

/** The audit event that closes the demo's story. */
export const STORY_TOLD = "demo.story_told";

/** Who to sign in as, in demo mode; nobody otherwise. People added to the story later have passwords of their own. */
export async function listDemoPeople(): Promise<DemoPerson[]> {
  if (process.env.COTERIE_DEMO !== "1") return [];
  const told = await database().auditEvent.findFirst({ where: { action: STORY_TOLD } });
  const memberships = await database().membership.findMany({
    where: {
      workspace: { demo: true },
      disabled: false,
      user: { email: { endsWith: ".test" } },
      ...(told ? { workspaceId: told.workspaceId, createdAt: { lte: told.at } } : {}),
    },
    include: { user: true },
    orderBy: { createdAt: "asc" },
  });
  return memberships.map(({ user, role }) => ({
    name: user.name,
    email: user.email,
    role,
    password: DEMO_PASSWORD,
  }));
}
