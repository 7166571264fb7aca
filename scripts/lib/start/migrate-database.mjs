import { pathToFileURL } from "node:url";
import { bundle } from "../bundle.mjs";
import { inRoot } from "../paths.mjs";
import { Refusal } from "../say.mjs";

/**
 * Brings the database of this process up to date, whichever process comes first, or refuses one that a later version
 * has used.
 */
export async function migrateDatabase(databaseUrl) {
  const { migrate } = await import(pathToFileURL(await bundle("migrate", "lib/db/migrate.ts")).href);
  const applied = await migrate(databaseUrl, inRoot("prisma/migrations")).catch((error) => {
    if (error.remedy || !process.env.DATABASE_URL) throw error;
    throw new Refusal(
      `The Postgres named in DATABASE_URL cannot be used (${error.message || error.code}): check the address, the user and that it runs.`,
    );
  });
  if (applied.length > 0) console.log(`Brought the database up to date (${applied.length} steps).`);
}
