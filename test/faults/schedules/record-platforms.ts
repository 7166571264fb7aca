import type { DestinationDefinition } from "@/lib/core/ports/destination";
import type { RecordTerms } from "@/lib/core/record/types";
import hubspot from "@/lib/destinations/hubspot";
import webhook from "@/lib/destinations/webhook";
import * as people from "@/test/support/people-file";
import { expectedOf, keptOf, type Population, TIER } from "./people";
import { accountOf, type Held, type TestPlatform } from "./test-platform";

/**
 * HubSpot's contacts in mirrors that delete and that clear fields of contacts others made too; a webhook's rows in a mirror,
 * and where they are only written.
 */
export type RecordKind = "contacts" | "cleared" | "webhook" | "posted";

type Writing = Pick<RecordTerms, "mode" | "removal">;
const DELETES: Writing = { mode: "mirror", removal: "delete" };
const CLEARS: Writing = { mode: "mirror", removal: "clear_fields" };
const UPSERTS: Writing = { mode: "upsert", removal: null };

function recordsOf(
  definition: DestinationDefinition,
  { field, writing, more }: { field: string; writing: Writing; more?: object },
): Omit<TestPlatform, "path" | "needsPeople"> {
  const record: RecordTerms = {
    mapping: {
      key: { field: "email", from: { column: "email" } },
      fields: [{ field, from: { column: TIER }, when: "always", nulls: "clear" }],
    },
    ...writing,
    known: {
      email: { label: "Email", type: "text", tags: ["email"] },
      [field]: { label: "Tier", type: "text", tags: [] },
    },
  };
  const policy = {
    ...people.peoplePolicy,
    ...{ tags: { email: "plain" as const }, columns: { [`people.${TIER}`]: "plain" as const } },
  };
  return {
    ...{ definition, writes: "records", identifierOf: (email) => email },
    mayStay: writing.mode === "mirror" ? withoutConsent : everWanted,
    sync: { ...accountOf(definition, more), policy, record },
    shown: { query: "records=1", heldIn: (state, object) => recordsIn(state, object, field) },
  };
}

/** Who only lost their consent is neither written nor removed. */
const withoutConsent = (populations: readonly Population[]) => keptOf(populations.at(-1)!, populations);
const everWanted = (populations: readonly Population[]) =>
  new Set(populations.flatMap((population) => [...expectedOf(population)]));

/** A contact of which nothing of ours is said is none of ours. */
function recordsIn(state: unknown, object: string, field: string): Held {
  const { records } = state as { records: Record<string, Record<string, string>[]> };
  const ours = (records[object] ?? []).filter((record) => record[field] !== undefined);
  return new Map(ours.map((record) => [record.email!, record[field]!]));
}

const CONTACTS = { path: () => "/crm/v3/objects" };
const POSTS = { path: () => "/coterie", needsPeople: false };
const TIERED = { field: "loyalty_tier" };
const ROWS = { field: "tier", more: { objects: "rows-1,rows-2" } };

export const RECORDS: Record<RecordKind, TestPlatform> = {
  contacts: { ...recordsOf(hubspot, { ...TIERED, writing: DELETES }), ...CONTACTS, needsPeople: false },
  cleared: { ...recordsOf(hubspot, { ...TIERED, writing: CLEARS }), ...CONTACTS, needsPeople: true },
  webhook: { ...recordsOf(webhook, { ...ROWS, writing: DELETES }), ...POSTS },
  posted: { ...recordsOf(webhook, { ...ROWS, writing: UPSERTS }), ...POSTS },
};

/** What a sync writes to, one for each sync of a webhook. */
export const recordObject = (kind: RecordKind, index: number): string =>
  kind === "contacts" || kind === "cleared" ? "contacts" : `rows-${index + 1}`;
