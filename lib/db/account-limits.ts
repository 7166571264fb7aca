import type { Pace } from "@/lib/core/destination/limits";
import { database } from "./client";

/**
 * What an account allows, kept in the application's database so that all workers together stay within it. All times are
 * the database's own: workers need not agree on one.
 */

/** The account as a whole, which a platform can close for a while. */
const WHOLE = "*";
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

/** When a call may be made, and when that was said: epoch milliseconds of the database's clock. */
export type Turn = { granted: boolean; dueMs: number; nowMs: number };

/**
 * Takes one call of every rate, in one statement. Not granted: nothing was taken, and it is worth asking again when it
 * would have been due. Rows are locked in one order, so that workers wait and never block each other for good.
 */
export async function takeCall(account: string, paces: readonly Pace[], atMostMs: number): Promise<Turn> {
  const [turn] = await database().$queryRaw<Turn[]>`
    WITH pace AS (
      SELECT * FROM unnest(${paces.map(({ id }) => id)}::text[], ${paces.map(({ interval }) => interval)}::float8[],
        ${paces.map(({ tolerance }) => tolerance)}::float8[]) AS p(rate, interval, tolerance)
    ), locked AS (
      SELECT r.rate, r."nextAt", p.tolerance, p.interval * (1 + (r.slowness - 1) * greatest(0, coalesce(
        1 - extract(epoch FROM clock_timestamp() - r."slowedAt") / ${RECOVERY_SECONDS}::float8, 0))) AS step
      FROM "AccountRate" r LEFT JOIN pace p ON p.rate = r.rate
      WHERE r.account = ${account} AND (p.rate IS NOT NULL OR r.rate = ${WHOLE})
      ORDER BY r.rate FOR UPDATE OF r
    ), moment AS MATERIALIZED (
      SELECT greatest(max("nextAt"), clock_timestamp()) AS due, clock_timestamp() AS now FROM locked
    ), taken AS (
      UPDATE "AccountRate" r
      SET "nextAt" = greatest(l."nextAt", m.due - make_interval(secs => l.tolerance)) + make_interval(secs => l.step)
      FROM locked l, moment m
      WHERE r.account = ${account} AND r.rate = l.rate AND l.step IS NOT NULL
        AND m.due <= m.now + make_interval(secs => ${atMostMs / 1000}::float8)
    )
    SELECT due <= now + make_interval(secs => ${atMostMs / 1000}::float8) AS granted,
      extract(epoch FROM due)::float8 * 1000 AS "dueMs", extract(epoch FROM now)::float8 * 1000 AS "nowMs"
    FROM moment`;
  return turn!;
}

/** A free place among the account's first `slots`, or null. It is the holder's until it expires. */
export async function takeSlot(
  account: string,
  slots: number,
  holder: string,
  leaseSeconds: number,
): Promise<number | null> {
  const [taken] = await database().$queryRaw<{ number: number }[]>`
    UPDATE "AccountSlot" SET holder = ${holder}, "expiresAt" = clock_timestamp() + make_interval(secs => ${leaseSeconds}::float8)
    WHERE account = ${account} AND number = (
      SELECT number FROM "AccountSlot"
      WHERE account = ${account} AND number < ${slots} AND "expiresAt" < clock_timestamp()
      ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING number`;
  return taken?.number ?? null;
}

export async function renewSlots(holders: readonly string[], leaseSeconds: number): Promise<void> {
  await database().$executeRaw`
    UPDATE "AccountSlot" SET "expiresAt" = clock_timestamp() + make_interval(secs => ${leaseSeconds}::float8)
    WHERE holder = ANY(${[...holders]})`;
}

export async function releaseSlot(account: string, holder: string): Promise<void> {
  await database().$executeRaw`
    UPDATE "AccountSlot" SET holder = NULL, "expiresAt" = to_timestamp(0)
    WHERE account = ${account} AND holder = ${holder}`;
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
