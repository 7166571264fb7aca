import type { Pace } from "@/lib/core/destination/limits";
import { database } from "./client";
import { Prisma } from "./generated/client";
import { SLOT_CHANNEL } from "./slot-bell";

/**
 * What an account allows, kept in the application's database so that all workers together stay within it. All times are
 * the database's own: workers need not agree on one.
 */

/** The account as a whole, which a platform can close for a while. */
const WHOLE = "*";
/** Nobody waits for the disk: what a crash of Postgres forgets of the last moment is told again by the platform. */
const UNHURRIED = Prisma.sql`set_config('synchronous_commit', 'off', true) AS commit`;
/** A pace that was too much for the platform comes back to itself in this time. */
const RECOVERY_SECONDS = 600;
const SLOWER = { by: 1.5, atMost: 8, notWithinSeconds: 2 };

/** Rates and slots that are new get their rows; known ones stay as they are. */
export async function ensureAccount(account: string, rates: readonly string[], slots: number): Promise<void> {
  await database().accountRate.createMany({
    data: [WHOLE, ...rates].map((rate) => ({ account, rate, nextAt: new Date(0) })),
    skipDuplicates: true,
  });
  await database().accountSlot.createMany({
    data: Array.from({ length: slots }, (_, number) => ({ account, number, expiresAt: new Date(0) })),
    skipDuplicates: true,
  });
}

export type Asked = {
  account: string;
  paces: readonly Pace[];
  /** One of so many places, for a holder; null for a further call of whoever has one. */
  place: { among: number; holder: string; leaseSeconds: number } | null;
  /** A turn that is further off is not taken. */
  nearMs: number;
};

/** "granted": the place is the holder's until its lease is over. Times are epoch milliseconds of the database's clock. */
export type Turn = { outcome: "granted" | "no_place" | "not_yet"; dueMs: number; nowMs: number };

/**
 * Takes a place of the account and one call of every rate, or nothing, in one statement. Rates are locked in one
 * order, so that workers wait and never block each other for good.
 */
export async function takeTurn({ account, paces, place, nearMs }: Asked): Promise<Turn> {
  const { among, holder, leaseSeconds } = place ?? { among: 0, holder: null, leaseSeconds: 0 };
  const hasPlace = place === null;
  const [turn] = await database().$queryRaw<Turn[]>`
    WITH place AS MATERIALIZED (
      SELECT number FROM "AccountSlot"
      WHERE account = ${account} AND number < ${among} AND "expiresAt" < clock_timestamp()
      ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED
    ), pace AS (
      SELECT * FROM unnest(${paces.map(({ id }) => id)}::text[], ${paces.map(({ interval }) => interval)}::float8[],
        ${paces.map(({ tolerance }) => tolerance)}::float8[]) AS p(rate, interval, tolerance)
    ), locked AS MATERIALIZED (
      SELECT r.rate, r."nextAt", p.tolerance, p.interval * (1 + (r.slowness - 1) * greatest(0, coalesce(
        1 - extract(epoch FROM clock_timestamp() - r."slowedAt") / ${RECOVERY_SECONDS}::float8, 0))) AS step
      FROM "AccountRate" r LEFT JOIN pace p ON p.rate = r.rate
      WHERE r.account = ${account} AND (p.rate IS NOT NULL OR r.rate = ${WHOLE}) AND (${hasPlace} OR EXISTS (SELECT 1 FROM place))
      ORDER BY r.rate FOR UPDATE OF r
    ), turn AS MATERIALIZED (
      SELECT due, now, CASE WHEN NOT (${hasPlace} OR EXISTS (SELECT 1 FROM place)) THEN 'no_place'
        WHEN due <= now + make_interval(secs => ${nearMs / 1000}::float8) THEN 'granted' ELSE 'not_yet' END AS outcome
      FROM (SELECT greatest(max("nextAt"), clock_timestamp()) AS due, clock_timestamp() AS now FROM locked) AS soonest
    ), paced AS (
      UPDATE "AccountRate" r
      SET "nextAt" = greatest(l."nextAt", t.due - make_interval(secs => l.tolerance)) + make_interval(secs => l.step)
      FROM locked l, turn t
      WHERE r.account = ${account} AND r.rate = l.rate AND l.step IS NOT NULL AND t.outcome = 'granted'
    ), placed AS (
      UPDATE "AccountSlot" s
      SET holder = ${holder}::text, "expiresAt" = clock_timestamp() + make_interval(secs => ${leaseSeconds}::float8)
      FROM place p, turn t
      WHERE s.account = ${account} AND s.number = p.number AND t.outcome = 'granted'
    )
    SELECT outcome, extract(epoch FROM due)::float8 * 1000 AS "dueMs", extract(epoch FROM now)::float8 * 1000 AS "nowMs",
      ${UNHURRIED}
    FROM turn`;
  return turn!;
}

export async function renewSlots(holders: readonly string[], leaseSeconds: number): Promise<void> {
  await database().$executeRaw`
    UPDATE "AccountSlot" SET "expiresAt" = clock_timestamp() + make_interval(secs => ${leaseSeconds}::float8)
    WHERE holder = ANY(${[...holders]})`;
}

export async function releaseSlot(account: string, holder: string): Promise<void> {
  await database().$executeRaw`
    WITH freed AS (
      UPDATE "AccountSlot" SET holder = NULL, "expiresAt" = to_timestamp(0)
      WHERE account = ${account} AND holder = ${holder} RETURNING account)
    SELECT pg_notify(${SLOT_CHANNEL}, account), ${UNHURRIED} FROM freed`;
}

/** No worker calls the account before then. */
export async function closeAccount(account: string, forMs: number): Promise<void> {
  await postpone(account, WHOLE, forMs);
}

/** The rate's next call is not before then. */
export async function postpone(account: string, rate: string, forMs: number): Promise<void> {
  await database().$executeRaw`
    UPDATE "AccountRate"
    SET "nextAt" = greatest("nextAt", clock_timestamp() + make_interval(secs => ${forMs / 1000}::float8))
    WHERE account = ${account} AND rate = ${rate}`;
}

/** The platform said it was too much. Several calls told so at once count as one. */
export async function slowDown(account: string): Promise<void> {
  await database().$executeRaw`
    UPDATE "AccountRate" SET slowness = least(${SLOWER.atMost}::float8, ${SLOWER.by}::float8 * (1 + (slowness - 1) * greatest(0, coalesce(
        1 - extract(epoch FROM clock_timestamp() - "slowedAt") / ${RECOVERY_SECONDS}::float8, 0)))),
      "slowedAt" = clock_timestamp()
    WHERE account = ${account} AND rate <> ${WHOLE}
      AND ("slowedAt" IS NULL OR "slowedAt" < clock_timestamp() - make_interval(secs => ${SLOWER.notWithinSeconds}::float8))`;
}
