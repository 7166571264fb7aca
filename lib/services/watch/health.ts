import { database } from "@/lib/db/client";

export type Health = { ok: boolean; checks: { name: string; ok: boolean }[] };

const PATIENCE_MS = 3_000;

/** Whether this process can do its work now: its database answers, and has the tables this version needs. */
export async function readiness(): Promise<Health> {
  const checks = [
    { name: "database", ok: await answers(() => database().$queryRaw`SELECT 1`) },
    { name: "schema", ok: await answers(() => database().$queryRaw`SELECT "workedMs" FROM "Run" LIMIT 0`) },
  ];
  return { ok: checks.every(({ ok }) => ok), checks };
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("late")), PATIENCE_MS);
  });
  try {
    await Promise.race([ask(), late]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
