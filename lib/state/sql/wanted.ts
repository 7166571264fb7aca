import type { Problem } from "@/lib/core/errors";
import { HELD_BACK, type Waterfall } from "@/lib/core/membership/types";
import type { LoadedWanted, WantedInput, WantedSource } from "@/lib/core/ports/state-store";
import { isSmall } from "@/lib/core/small-count";
import { quoted } from "./dialect";
import type { Arrived, StateSession } from "./session";

/** Replaces the wanted state by what the warehouse hands over, unless its keys are not fit to be one. */
export async function loadWanted(
  session: StateSession,
  input: WantedInput,
  salt: string,
): Promise<LoadedWanted> {
  const columns = ["key", "reason", ...input.kinds, ...(input.hasPayload ? ["payload"] : [])];
  return session.transaction(() =>
    session.arrive(input, columns, async (arrived) => {
      await session.empty("wanted");
      const groups = await countGroups(session, arrived, input.kinds);
      const problems = keyProblems(groups);
      if (problems.length === 0) await spreadIdentifiers(session, arrived, input, salt);
      const identifiers = await countIdentifiers(session, input.kinds);
      if (identifiers.shared > 0) await chooseLeads(session);
      return { problems, waterfall: { ...people(groups), asOf: input.asOf, identifiers } };
    }),
  );
}

export async function loadKeys(
  session: StateSession,
  table: "eligible" | "present",
  source: WantedSource,
): Promise<{ keys: number }> {
  return session.transaction(() =>
    session.arrive(source, ["key"], async ({ from, parameters }) => {
      await session.refill(
        table,
        `SELECT DISTINCT CAST(key AS TEXT) FROM ${from} WHERE key IS NOT NULL`,
        parameters,
      );
      return session.one<{ keys: number }>(`SELECT count(*) AS keys FROM ${table}`);
    }),
  );
}

type Group = { judged: boolean; held_back: string | null; rows: number; keys: number; distinct_keys: number };

/** Someone let through without any identifier is kept back all the same. */
async function countGroups(
  session: StateSession,
  { from, parameters }: Arrived,
  kinds: readonly string[],
): Promise<Group[]> {
  const known = kinds.map((kind) => `${quoted(kind)} IS NOT NULL`).join(" OR ") || "false";
  const hashes = await session.one<{ keys: number; different: number }>(
    `SELECT count(*) AS keys, count(DISTINCT ${session.dialect.hash("key")}) AS different
     FROM ${from} WHERE reason IS NULL AND key IS NOT NULL`,
    parameters,
  );
  // Different hashes are different keys; where some are the same, the keys themselves are looked at.
  const distinct = hashes.different === hashes.keys ? "key" : "DISTINCT key";
  return session.rows<Group>(
    `SELECT judged, held_back, count(*) AS rows, count(key) AS keys, count(${distinct}) AS distinct_keys
     FROM (SELECT key, reason IS NOT NULL AS judged,
             CASE WHEN reason IS NOT NULL THEN reason WHEN NOT (${known}) THEN 'no_identifier' END AS held_back
           FROM ${from}) AS member
     GROUP BY judged, held_back`,
    parameters,
  );
}

/** One statement a kind: a single UNION ALL would hold all of them in memory at once. */
async function spreadIdentifiers(
  session: StateSession,
  { from, parameters }: Arrived,
  { kinds, hasPayload = false }: WantedInput,
  salt: string,
): Promise<void> {
  const { fingerprint } = session.dialect;
  const payload = hasPayload
    ? `CAST(payload AS TEXT), ${fingerprint("CAST($salt AS TEXT) || ' ' || CAST(payload AS TEXT)")}`
    : "NULL, NULL";
  for (const kind of kinds) {
    const value = `CAST(${quoted(kind)} AS TEXT)`;
    await session.run(
      `INSERT INTO wanted
       SELECT ${fingerprint(`CAST($salt AS TEXT) || ' ' || CAST($kind AS TEXT) || ' ' || ${value}`)}, CAST(key AS TEXT),
         CAST($kind AS TEXT), ${value}, ${payload}, true
       FROM ${from} WHERE reason IS NULL AND ${quoted(kind)} IS NOT NULL`,
      { ...parameters, salt, kind },
    );
  }
  await session.measureTable("wanted");
}

/** Of those who share an identifier, the smallest payload: what is denied goes before what is granted. */
async function chooseLeads(session: StateSession): Promise<void> {
  const payload = session.dialect.bytewise("payload");
  await session.run(
    `UPDATE wanted SET lead = false FROM (
       SELECT id, key, row_number() OVER (PARTITION BY id ORDER BY ${payload} NULLS LAST, key) AS place FROM wanted
       WHERE id IN (SELECT id FROM wanted GROUP BY id HAVING count(*) > 1)) AS sharing
     WHERE wanted.id = sharing.id AND wanted.key = sharing.key AND sharing.place > 1`,
  );
}

function keyProblems(groups: readonly Group[]): Problem[] {
  const letThrough = groups.filter(({ judged }) => !judged);
  const missing = letThrough.reduce((sum, { rows, keys }) => sum + rows - keys, 0);
  const doubled = letThrough.reduce((sum, { keys, distinct_keys }) => sum + keys - distinct_keys, 0);
  const problems: Problem[] = [];
  if (missing > 0) {
    problems.push({
      code: "KEY_MISSING",
      path: "key",
      message: `${isSmall(missing) ? "Fewer than 10 people" : `${missing} people`} in the audience have no key.`,
      fix: "Choose a key column that is never empty in the catalog.",
    });
  }
  if (doubled > 0) {
    problems.push({
      code: "KEY_NOT_UNIQUE",
      path: "key",
      message: `The key of the entity is not unique: ${doubled} rows repeat the key of another.`,
      fix: "Choose a key column that names each row once, or let the entity read from a query without repeats.",
    });
  }
  return problems;
}

function people(groups: readonly Group[]): Pick<Waterfall, "members" | "heldBack" | "eligible"> {
  const count = (reason: string | null) =>
    groups.filter(({ held_back }) => held_back === reason).reduce((sum, { rows }) => sum + rows, 0);
  return {
    members: groups.reduce((sum, { rows }) => sum + rows, 0),
    heldBack: Object.fromEntries(HELD_BACK.map((reason) => [reason, count(reason)])) as Waterfall["heldBack"],
    eligible: count(null),
  };
}

async function countIdentifiers(
  session: StateSession,
  kinds: readonly string[],
): Promise<Waterfall["identifiers"]> {
  const byKind: Record<string, number> = {};
  let shared = 0;
  for (const kind of kinds) {
    const counted = await session.one<{ total: number; shared: number }>(
      `SELECT count(*) AS total, count(*) FILTER (WHERE holders > 1) AS shared
       FROM (SELECT count(*) AS holders FROM wanted WHERE kind = $kind GROUP BY id) AS identifier`,
      { kind },
    );
    byKind[kind] = counted.total;
    shared += counted.shared;
  }
  return { total: Object.values(byKind).reduce((sum, one) => sum + one, 0), byKind, shared };
}
