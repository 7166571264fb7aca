import type { BigQuery, BigQueryOptions } from "@google-cloud/bigquery";
import { InvalidInput } from "@/lib/core/errors";
import type { ServiceAccount } from "./credentials";
import type { BigquerySettings } from "./settings";

export type Connection = { settings: BigquerySettings; client(): Promise<BigQuery> };

/** Opens nothing before it is asked for: the library is large, and most processes never need it. */
export function createConnection(
  settings: BigquerySettings,
  account: ServiceAccount | undefined,
): Connection {
  let opened: Promise<BigQuery> | undefined;
  return {
    settings,
    client: () => {
      opened ??= openClient(settings, account);
      return opened;
    },
  };
}

async function openClient(
  settings: BigquerySettings,
  account: ServiceAccount | undefined,
): Promise<BigQuery> {
  const { BigQuery } = await import("@google-cloud/bigquery");
  const { project, location } = settings;
  return new BigQuery({ projectId: project, ...(location && { location }), ...(await identity(account)) });
}

async function identity(account: ServiceAccount | undefined): Promise<BigQueryOptions> {
  const endpoint = localEndpoint();
  if (endpoint === undefined && account === undefined) return {};
  const { JWT, PassThroughClient } = await import("google-auth-library");
  if (endpoint !== undefined) return { apiEndpoint: endpoint, authClient: new PassThroughClient() };
  return {
    authClient: new JWT({ email: account?.client_email, key: account?.private_key, scopes: [SCOPE] }),
  };
}

const SCOPE = "https://www.googleapis.com/auth/bigquery";
const VARIABLE = "COTERIE_BIGQUERY_ENDPOINT";

/** A stand-in for BigQuery on this machine, for tests. No key is sent to it, and none anywhere else than to Google. */
function localEndpoint(): string | undefined {
  const asked = process.env[VARIABLE];
  if (!asked) return undefined;
  const url = URL.canParse(asked) ? new URL(asked) : undefined;
  if (url?.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname))
    return url.origin;
  throw new InvalidInput({
    code: "ENDPOINT_NOT_ALLOWED",
    message: `${VARIABLE} names another address than one of this machine.`,
    fix: "Leave it out; BigQuery is found without it.",
  });
}
