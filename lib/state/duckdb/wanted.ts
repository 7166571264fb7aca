import type { Problem } from "@/lib/core/errors";
import { HELD_BACK, type Waterfall } from "@/lib/core/membership/types";
import type { LoadedWanted, WantedInput } from "@/lib/core/ports/state-store";
import { isSmall } from "@/lib/core/small-count";
import type { Session } from "./session";

/** Replaces the wanted state by what the warehouse wrote, unless its keys are not fit to be one. */
export async function loadWanted(session: Session, input: WantedInput): Promise<LoadedWanted> {
  return session.transaction(async () => {
    await session.run("DELETE FROM wanted");
    await session.run(
      `CREATE OR REPLACE TEMP TABLE arrived AS SELECT *, ${reasonOf(input.kinds)} AS held_back FROM read_parquet($file)`,
      { file: input.file },
    );
    const problems = await keyProblems(session);
    if (problems.length === 0) await spreadIdentifiers(session, input.kinds);
    const waterfall = await countWaterfall(session, input);
    await session.run("DROP TABLE arrived");
    return { waterfall, problems };
  });
}

export async function loadEligible(session: Session, file: string): Promise<{ keys: number }> {
  return session.transaction(async () => {
    await session.run("DELETE FROM eligible");
    await session.run(
      "INSERT INTO eligible SELECT DISTINCT CAST(key AS VARCHAR) FROM read_parquet($file) WHERE key IS NOT NULL",
      { file },
    );
    return session.one<{ keys: number }>("SELECT count(*) AS keys FROM eligible");
  });
}

/** Someone let through without any identifier is kept back all the same. */
function reasonOf(kinds: readonly string[]): string {
  const known = kinds.map((kind) => `${quoted(kind)} IS NOT NULL`).join(" OR ") || "false";
  return `CASE WHEN reason IS NOT NULL THEN reason WHEN NOT (${known}) THEN 'no_identifier' END`;
}

/** One statement a kind: a single UNION ALL would hold all of them in memory at once. */
async function spreadIdentifiers(session: Session, kinds: readonly string[]): Promise<void> {
  for (const kind of kinds) {
    await session.run(
      `INSERT INTO wanted SELECT CAST(key AS VARCHAR), $kind, ${quoted(kind)} FROM arrived
       WHERE held_back IS NULL AND ${quoted(kind)} IS NOT NULL`,
      { kind },
    );
  }
}

async function keyProblems(session: Session): Promise<Problem[]> {
  const { missing, doubled } = await session.one<{ missing: number; doubled: number }>(
    `SELECT count(*) FILTER (key IS NULL) AS missing, count(key) - count(DISTINCT key) AS doubled
     FROM arrived WHERE reason IS NULL`,
  );
  const problems: Problem[] = [];
  if (missing > 0) {
    problems.push({
      code: "KEY_MISSING",
      path: "key",
      message: `${people(missing)} in the audience have no key.`,
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

async function countWaterfall(session: Session, { kinds, asOf }: WantedInput): Promise<Waterfall> {
  const reasons = await session.rows<{ held_back: string | null; people: number }>(
    "SELECT held_back, count(*) AS people FROM arrived GROUP BY held_back",
  );
  const count = (reason: string | null) => reasons.find((row) => row.held_back === reason)?.people ?? 0;
  const identifiers = await session.rows<{ kind: string; total: number; shared: number }>(
    `SELECT kind, count(*) AS total, count(*) FILTER (holders > 1) AS shared
     FROM (SELECT kind, value, count(*) AS holders FROM wanted GROUP BY kind, value) GROUP BY kind`,
  );
  const of = (kind: string) => identifiers.find((row) => row.kind === kind)?.total ?? 0;
  return {
    asOf,
    members: reasons.reduce((sum, row) => sum + row.people, 0),
    heldBack: Object.fromEntries(HELD_BACK.map((reason) => [reason, count(reason)])) as Waterfall["heldBack"],
    eligible: count(null),
    identifiers: {
      total: identifiers.reduce((sum, row) => sum + row.total, 0),
      byKind: Object.fromEntries(kinds.map((kind) => [kind, of(kind)])),
      shared: identifiers.reduce((sum, row) => sum + row.shared, 0),
    },
  };
}

const people = (count: number) => (isSmall(count) ? "Fewer than 10 people" : `${count} people`);

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
