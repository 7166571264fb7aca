import { holdAfterRestore } from "@/lib/services/workspace/hold-after-restore";
import { prepareDemo } from "@/prisma/seed/prepare";

/**
 * What `npm start` does once before it serves: the demo shop and its story, unless it starts empty or has them; and of a
 * backup that was put back, that its syncs wait.
 */
export async function prepare(options: {
  home: string;
  empty: boolean;
  databaseUrl: string;
  /** When the backup was taken that these data come from, ISO; null: they do not. */
  restoredFrom: string | null;
  log: (line: string) => void;
}): Promise<void> {
  if (options.restoredFrom) {
    const held = await holdAfterRestore(options.restoredFrom);
    if (held > 0) options.log(`${held} syncs wait for a new approval: they were restored from a backup.`);
  }
  if (!options.empty) await prepareDemo(options);
}
