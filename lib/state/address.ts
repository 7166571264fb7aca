import { CoterieError } from "@/lib/core/errors";

export type Environment = Readonly<Record<string, string | undefined>>;

export type StateDatabase = { connection: { connectionString: string }; schema: string };

/** The database of COTERIE_STATE; null: files. */
export function stateDatabase(environment: Environment): StateDatabase | null {
  const url = environment.COTERIE_STATE;
  return url ? parseUrl(url) : null;
}

const SCHEMA = "coterie";

/** `postgres://…/database?schema=coterie`; without a schema, that one. */
function parseUrl(text: string): StateDatabase {
  const url = URL.parse(text);
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    // What it says instead stays unsaid: it may hold a password.
    throw new CoterieError({
      code: "BAD_STATE_URL",
      message: "COTERIE_STATE is not the address of a Postgres.",
      remedy: "ask_admin",
      fix: "Write postgres://user:password@host:5432/database, or leave it out to keep state in files.",
    });
  }
  const schema = url.searchParams.get("schema") ?? SCHEMA;
  url.searchParams.delete("schema");
  return { connection: { connectionString: url.href }, schema };
}
