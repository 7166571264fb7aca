import { canonicalJson } from "@/lib/core/canonical";
import { recordClientOf, setClientOf } from "@/lib/core/destination/capability";
import { InvalidInput, NotFound } from "@/lib/core/errors";
import type { PolicyInForce } from "@/lib/core/policy/decide";
import type { DestinationClient, RecordClient, SetClient } from "@/lib/core/ports/destination";
import type { Transaction } from "@/lib/db/client";
import type { Destination } from "@/lib/db/generated/client";
import { openSecrets } from "@/lib/db/secrets";
import { storedPolicy, storedSettings } from "@/lib/db/stored";
import { parse } from "../parse";
import { allDefinitions, definitionOf } from "./definitions";
import { resolveEndpoint } from "./endpoint";

/** The destination, if it is in this workspace. */
export async function loadDestination(
  db: Pick<Transaction, "destination">,
  workspaceId: string,
  id: string,
): Promise<Destination> {
  const row = await db.destination.findFirst({ where: { id, workspaceId } });
  if (!row) throw new NotFound("destination", id);
  return row;
}

/** An open account; its secrets are decrypted for the life of the client. */
export function connectDestination(row: Destination): DestinationClient {
  const definition = definitionOf(row.kind);
  return definition.connect({
    settings: storedSettings(row.settings),
    secrets: openSecrets(row.secrets, row.id),
    endpoint: resolveEndpoint(row.endpoint),
  });
}

/** The same for its audiences. Throws where it takes none. */
export function connectSet(row: Destination): SetClient {
  return setClientOf(connectDestination(row), definitionOf(row.kind));
}

/** The same for its records. Throws where it takes none. */
export function connectRecords(row: Destination): RecordClient {
  return recordClientOf(connectDestination(row), definitionOf(row.kind));
}

type Settings = Readonly<Record<string, unknown>>;

/** Those of the settings that say whose account it is; all of them of a kind that is not installed. */
export function accountSettings(kind: string, settings: Settings): Settings {
  const named = allDefinitions().find(({ id }) => id === kind)?.accountSettings;
  const entries = Object.entries(settings).filter(
    ([id, value]) => value !== undefined && (named?.includes(id) ?? true),
  );
  return Object.fromEntries(entries);
}

/** Whose account it is, in one text that follows from the settings alone. */
export function accountOf(kind: string, settings: Settings): string {
  const account = accountSettings(kind, settings);
  const values = Object.values(account);
  return values.length === 1 ? String(values[0]) : canonicalJson(account);
}

export type InForce = PolicyInForce & { id: string };

/** The policy in force: the newest version, or null before an admin has set one. */
export async function policyInForce(
  db: Pick<Transaction, "policyVersion">,
  destinationId: string,
): Promise<InForce | null> {
  const row = await db.policyVersion.findFirst({ where: { destinationId }, orderBy: { version: "desc" } });
  return row ? { id: row.id, version: row.version, policy: storedPolicy(row.policy) } : null;
}

/** Settings as the definition's schema reads them, and exactly the secrets it asks for. */
export function parseConnection(
  kind: string,
  settings: unknown,
  secrets: Readonly<Record<string, string>>,
): { settings: Record<string, unknown>; secrets: Record<string, string> } {
  const definition = definitionOf(kind);
  const given = definition.secrets.map((field) => ({ ...field, value: secrets[field.id]?.trim() ?? "" }));
  const missing = given.find(({ value, optional }) => value === "" && !optional);
  if (missing) {
    throw new InvalidInput({
      code: "SECRET_MISSING",
      message: `${definition.label} needs its ${missing.label}.`,
      fix: "Enter it; it is stored encrypted and never shown again.",
      path: `secrets.${missing.id}`,
    });
  }
  return {
    settings: parse(definition.settings, settings),
    secrets: Object.fromEntries(given.flatMap(({ id, value }) => (value === "" ? [] : [[id, value]]))),
  };
}
