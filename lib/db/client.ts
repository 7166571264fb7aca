import { CoterieError } from "@/lib/core/errors";
import { type Prisma, PrismaClient } from "@/lib/db/generated/client";
import { PostgresInTurn } from "./in-turn";

export type Transaction = Prisma.TransactionClient;

/** Kept on the process, not the module: Next loads modules again while developing, and connections must not pile up. */
const holder: { coterieDatabase?: PrismaClient } = globalThis as typeof globalThis & {
  coterieDatabase?: PrismaClient;
};

/** The process's one client of the application database named by DATABASE_URL. */
export function database(): PrismaClient {
  holder.coterieDatabase ??= new PrismaClient({
    adapter: new PostgresInTurn({ connectionString: databaseUrl() }),
  });
  return holder.coterieDatabase;
}

/** Ends its connections; the next `database()` opens them again. */
export async function closeDatabase(): Promise<void> {
  const open = holder.coterieDatabase;
  holder.coterieDatabase = undefined;
  await open?.$disconnect();
}

export function databaseUrl(): string {
  const url = process.env.DATABASE_URL;
  if (url) return url;
  throw new CoterieError({
    code: "NO_DATABASE",
    message: "No application database is named.",
    remedy: "ask_admin",
    fix: "Set DATABASE_URL to a Postgres, or start with npm start, which brings its own.",
  });
}
