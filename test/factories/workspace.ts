import { randomUUID } from "node:crypto";
import type { Role } from "@/lib/core/views/session";
import { closeDatabase, database } from "@/lib/db/client";
import { stopQueue } from "@/lib/db/queue";
import { type Actor, loadActor } from "@/lib/services/actor";
import { testDatabase } from "./postgres";

/** Gives a test file its own application database; call it at the top of the file, with vitest's hooks. */
export function ownDatabase(hooks: {
  beforeAll: (work: () => Promise<void>) => void;
  afterAll: (work: () => Promise<void>) => void;
}): void {
  let drop = async () => {};
  hooks.beforeAll(async () => {
    // Work the file before left behind may have opened a client again, for a database that is gone.
    await closeDatabase();
    const created = await testDatabase();
    drop = created.drop;
    process.env.DATABASE_URL = created.url;
    process.env.COTERIE_SECRET = "a-secret-of-the-tests-long-enough";
  });
  hooks.afterAll(async () => {
    await stopQueue(0);
    await closeDatabase();
    await drop();
  });
}

export type TestWorkspace = { id: string; actor(role: Role): Promise<Actor> };

/** A workspace of its own for a test. `actor` makes a new person with that role each time. */
export async function makeWorkspace(options: { demo?: boolean } = {}): Promise<TestWorkspace> {
  const id = randomUUID();
  const data = { id, slug: id, name: "Test shop", zone: "UTC", demo: options.demo ?? false };
  await database().workspace.create({ data });
  return { id, actor: (role) => makeMember(id, role) };
}

async function makeMember(workspaceId: string, role: Role): Promise<Actor> {
  const userId = randomUUID();
  const name = `${role[0]?.toUpperCase()}${role.slice(1)} ${userId.slice(0, 4)}`;
  await database().user.create({ data: { id: userId, email: `${userId}@coterie.test`, name } });
  await database().membership.create({ data: { workspaceId, userId, role } });
  return loadActor(userId, workspaceId);
}

/** The newest audit event of a workspace, without what differs each time. */
export async function lastAudit(workspaceId: string) {
  const event = await database().auditEvent.findFirstOrThrow({
    where: { workspaceId },
    orderBy: { sequence: "desc" },
  });
  const { action, subject, before, after, reason, actorId } = event;
  return { action, subject, before, after, reason, actorId };
}
