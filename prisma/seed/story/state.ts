import { rm } from "node:fs/promises";
import path from "node:path";
import { database } from "@/lib/db/client";
import type { Actor } from "@/lib/services/actor";
import { appendAudit } from "@/lib/services/audit";
import { STORY_TOLD } from "@/lib/services/session/demo-people";

export async function storyIsTold(): Promise<boolean> {
  return (await database().auditEvent.findFirst({ where: { action: STORY_TOLD } })) !== null;
}

export async function markStoryTold(actor: Actor): Promise<void> {
  await database().$transaction((tx) =>
    appendAudit(tx, actor.workspaceId, actor, {
      action: STORY_TOLD,
      subject: `workspace:${actor.workspaceId}`,
      after: {},
    }),
  );
}

/**
 * Takes back a story that was cut short, so that it can be told from its beginning. Refuses where anyone's own work is:
 * a workspace that is not the demo's.
 */
export async function resetStory(home: string): Promise<void> {
  const db = database();
  if (await db.workspace.findFirst({ where: { demo: false } })) {
    throw new Error(
      "This database holds a real workspace. Start with --empty, or give the demo a database of its own.",
    );
  }
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`;
  await db.$executeRawUnsafe(`TRUNCATE ${tables.map((one) => one.name).join(", ")} CASCADE`);
  await db.$executeRawUnsafe("DROP SCHEMA IF EXISTS pgboss CASCADE");
  for (const folder of ["state", "simulators"]) {
    await rm(path.join(home, folder), { recursive: true, force: true });
  }
}
