import type { Role } from "@/lib/core/views";
import { database } from "@/lib/db/client";

/** The one password of the demo's invented people; such workspaces exist only on loopback. */
export const DEMO_PASSWORD = "coterie-demo";

export type DemoPerson = { name: string; email: string; role: Role; password: string };

/** Who to sign in as, in demo mode; nobody otherwise. */
export async function listDemoPeople(): Promise<DemoPerson[]> {
  if (process.env.COTERIE_DEMO !== "1") return [];
  const memberships = await database().membership.findMany({
    where: { workspace: { demo: true }, disabled: false, user: { email: { endsWith: ".test" } } },
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
