import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type APIRequestContext, expect, request } from "@playwright/test";
import type { ChangeSetView } from "@/lib/core/views/change-set";
import type { Person } from "./fixtures";
import type { Workspace } from "./workspace";

/** The API as one person, for what a test needs but is not about. */
export type Api = {
  get<T>(path: string): Promise<T>;
  send<T>(method: "POST" | "PUT", path: string, body: unknown): Promise<T>;
  /** The status of an answer that may be a refusal. */
  status(method: "GET" | "POST" | "PUT", path: string, body?: unknown): Promise<number>;
};

export async function apiOf({ email, password }: Person): Promise<Api> {
  const context = await request.newContext({ baseURL: process.env.E2E_URL });
  const { csrfToken } = await (await context.get("/api/auth/csrf")).json();
  await context.post("/api/auth/callback/credentials", {
    form: { csrfToken, email, password, json: "true" },
  });
  return {
    get: (address) => answerOf(context, "GET", address),
    send: (method, address, body) => answerOf(context, method, address, body),
    status: async (method, address, data) =>
      (await context.fetch(`/api${address}`, { method, ...(data === undefined ? {} : { data }) })).status(),
  };
}

async function answerOf<T>(context: APIRequestContext, method: string, address: string, data?: unknown) {
  const answer = await context.fetch(`/api${address}`, { method, ...(data === undefined ? {} : { data }) });
  const text = await answer.text();
  expect(answer.ok(), `${method} ${address}: ${text}`).toBe(true);
  return JSON.parse(text) as T;
}

const CATALOG = `version: 1
name: Small shop
warehouse: { kind: duckdb, folder: . }
entities:
  people:
    label: People
    files: people.csv
    key: id
    pii: none
    columns:
      id: integer
      email: { type: text, pii: email }
      phone: { type: text, pii: phone }
      country: text
`;

/** Numbers 1 to 40 in a folder of their own, all in the United States. */
export function writePeople(): { folder: string; file: string } {
  const folder = mkdtempSync(path.join(tmpdir(), "coterie-people-"));
  const file = path.join(folder, "people.csv");
  const rows = Array.from({ length: 40 }, (_, at) => `${at},person${at}@shop.test,+1202555${1000 + at},US`);
  writeFileSync(file, `id,email,phone,country\n${rows.join("\n")}\n`);
  return { folder, file };
}

/** A platform's simulated account, and which of its fields the small file fills. */
export type Platform = {
  connection: { kind: string; name: string; settings: object; secrets: object };
  fields: { email: string; phone: string };
};

export const META: Platform = {
  connection: {
    kind: "meta",
    name: "Meta",
    settings: { adAccountId: "1000000001" },
    secrets: { accessToken: "simulated-access-token" },
  },
  fields: { email: "EMAIL", phone: "PHONE" },
};

export const GOOGLE: Platform = {
  connection: {
    kind: "google",
    name: "Google",
    settings: { customerId: "123-456-7890", termsAccepted: "yes" },
    secrets: {
      clientId: "simulated-client",
      clientSecret: "simulated-client-secret",
      refreshToken: "simulated-refresh-token",
    },
  },
  fields: { email: "email", phone: "phone" },
};

export type ApprovedSync = { syncId: string; audienceId: string; objectId: string };

const HUBSPOT = {
  kind: "hubspot",
  name: "HubSpot",
  settings: { portalId: "1000001", ownIdProperty: "customer_id" },
  secrets: { accessToken: "simulated-access-token" },
};

/** A workspace over its own small file with everybody as an audience, and HubSpot, which may have all of it as it is. */
export async function recordWorld(workspace: Workspace, name: string, folder: string) {
  const audience = await everybody(workspace, name, folder);
  await connect(
    await apiOf(workspace.admin),
    { connection: HUBSPOT },
    {
      tags: { email: "plain", phone: "plain" },
      columns: { "people.id": "plain", "people.country": "plain" },
    },
  );
  return { audienceId: audience.id };
}

/** Everybody of the small file, as the first version of an audience. */
async function everybody({ admin, marketer }: Workspace, name: string, folder: string) {
  await (await apiOf(admin)).send("POST", "/catalog", { source: CATALOG, baseFolder: folder });
  const api = await apiOf(marketer);
  const audience = await api.send<{ id: string }>("POST", "/audiences", { name, entity: "people" });
  await api.send("POST", `/audiences/${audience.id}/versions`, { revision: 1 });
  return audience;
}

/** A workspace over its own small file, with everybody approved for an audience of this name at the simulator. */
export async function approvedSync(
  workspace: Workspace,
  name: string,
  folder: string,
  platform = META,
): Promise<ApprovedSync> {
  const { fields } = platform;
  const admin = await apiOf(workspace.admin);
  const marketer = await apiOf(workspace.marketer);
  const audience = await everybody(workspace, name, folder);
  const { id: destinationId } = await connect(admin, platform);
  const object = await marketer.send<{ id: string }>("POST", `/destinations/${destinationId}/objects`, {
    name,
  });
  const sync = await marketer.send<{ id: string }>("POST", "/syncs", {
    audienceId: audience.id,
    destinationId,
    name,
    object: { id: object.id, name },
    mode: "mirror",
    use: "target",
    mapping: {
      fields: { [fields.email]: { column: "email" }, [fields.phone]: { column: "phone" } },
      defaultCountry: "US",
    },
  });
  const asked = { syncId: sync.id, audienceVersion: 1 };
  const { id } = await marketer.send<{ id: string }>("POST", "/change-sets", asked);
  const approver = await apiOf(workspace.approver);
  await expect(async () => {
    const { status } = await approver.get<ChangeSetView>(`/change-sets/${id}`);
    expect(status).toBe("waiting");
  }).toPass({ timeout: 30_000 });
  await approver.send("POST", `/change-sets/${id}/approve`, {});
  return { syncId: sync.id, audienceId: audience.id, objectId: object.id };
}

/** An account at its simulator that may have these, whatever anyone consented to. */
async function connect(
  admin: Api,
  { connection }: Pick<Platform, "connection">,
  allowed: object = { tags: { email: "hashed", phone: "hashed" }, columns: {} },
): Promise<{ id: string }> {
  const destination = await admin.send<{ id: string }>("POST", "/destinations", connection);
  await admin.send("POST", `/destinations/${destination.id}/test`, {});
  const policy = { ...allowed, consent: { people: "not_required" }, suppression: {}, minimumSize: 10 };
  await admin.send("PUT", `/destinations/${destination.id}/policy`, { policy, reason: "For a test." });
  return destination;
}
