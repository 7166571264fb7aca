import { randomUUID } from "node:crypto";
import type { Role } from "@/lib/core/views/session";
import { closeDatabase, database } from "@/lib/db/client";
import { hashPassword } from "@/lib/services/session/password";
import { holdPostgres } from "@/scripts/postgres.mjs";
import type { Person } from "./fixtures";

/** Somewhere no other test looks: a demo workspace beside the demo's own, with one person of each role. */
export type Workspace = Record<Role, Person> & { id: string };

const PASSWORD = "a password of the tests";

/** Written to the database, since the product itself makes a workspace only for its first admin. */
export async function workspaceOf(home: string): Promise<Workspace> {
  const server = await holdPostgres({ home });
  process.env.DATABASE_URL = server.url("coterie");
  try {
    const id = randomUUID();
    const data = { id, slug: id, name: "Own data", zone: "UTC", demo: true };
    await database().workspace.create({ data });
    const passwordHash = await hashPassword(PASSWORD);
    const member = (role: Role, name: string) => makeMember({ workspaceId: id, role, name, passwordHash });
    return {
      id,
      viewer: await member("viewer", "Vera Viewer"),
      marketer: await member("marketer", "Max Marketer"),
      approver: await member("approver", "Ada Approver"),
      admin: await member("admin", "Ali Admin"),
    };
  } finally {
    await closeDatabase();
    delete process.env.DATABASE_URL;
    await server.release();
  }
}

async function makeMember(wanted: { workspaceId: string; role: Role; name: string; passwordHash: string }) {
  const { workspaceId, role, name, passwordHash } = wanted;
  const [id, email] = [randomUUID(), `${role}-${workspaceId}@coterie.test`];
  await database().user.create({ data: { id, email, name, passwordHash } });
  await database().membership.create({ data: { workspaceId, userId: id, role } });
  return { name, email, password: PASSWORD };
}
