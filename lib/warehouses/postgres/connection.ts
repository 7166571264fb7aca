import { readFile } from "node:fs/promises";
import path from "node:path";
import type { PoolConfig } from "pg";
import { CoterieError } from "@/lib/core/errors";
import { allowedAddress } from "@/lib/http/private-address";
import { readEnvironmentSecret } from "@/lib/kit/environment-secret";
import type { PostgresSettings } from "./settings";

const SECONDS_TO_CONNECT = 15;

/** How to reach the server. The address is looked up once: what was allowed is what is connected to. */
export async function connectionOptions(
  settings: PostgresSettings,
  { baseFolder, secrets = {} }: { baseFolder: string; secrets?: Readonly<Record<string, string>> },
): Promise<PoolConfig> {
  const { host, port, database, user, connections } = settings;
  const password = secrets.password ?? (settings.password && readEnvironmentSecret(settings.password));
  return {
    host: await allowedAddress(host),
    port,
    database,
    user,
    // A password that is not set must not be looked for in this machine's own files.
    password: password ?? "",
    ssl: await tls(settings, baseFolder),
    max: connections,
    connectionTimeoutMillis: SECONDS_TO_CONNECT * 1000,
    idleTimeoutMillis: 10_000,
    allowExitOnIdle: true,
    keepAlive: true,
    application_name: "coterie",
  };
}

async function tls({ ssl, host, ca }: PostgresSettings, baseFolder: string): Promise<PoolConfig["ssl"]> {
  if (ssl === "disable") return false;
  // Certificates name hosts, not the addresses they are found at.
  const verified = { rejectUnauthorized: ssl === "verify", servername: host };
  return ca === undefined ? verified : { ...verified, ca: await readAuthority(path.resolve(baseFolder, ca)) };
}

async function readAuthority(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    throw new CoterieError({
      code: "WAREHOUSE_CERTIFICATE",
      message: `The file ${file}, which the catalog names as \`ca\`, cannot be read.`,
      remedy: "ask_admin",
      fix: "Put the file there, or correct its place in the catalog's `warehouse` block.",
    });
  }
}
