import { migrate } from "@/lib/db/migrate";
import { queue, stopQueue } from "@/lib/db/queue";

/** The database every schedule's is a copy of: migrated, and with the queue's tables in it. */
export async function prepareTemplate(url: string, migrations: string): Promise<void> {
  await migrate(url, migrations);
  process.env.DATABASE_URL = url;
  await queue();
  // A database somebody is connected to cannot be copied.
  await stopQueue(0);
}
