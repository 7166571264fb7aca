import type { CoterieError, Remedy } from "@/lib/core/errors";
import type { FrozenPlan, JournalAnswer, PlannedBatch, Refusal } from "@/lib/core/ports/state-store";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

/** What became of a sent batch; positions are within the batch. */
export type BatchResult = {
  received: number;
  refused: number;
  refusedRows: readonly Refusal[];
  /** Rows by reason, where no rows are named. */
  refusedReasons: Readonly<Record<string, number>>;
};

/** A piece of a batch whose outcome the platform tells later; `row` is its first one within the batch. */
export type OpenTicket = { ticket: string; row: number; rows: number };

/** The plan a run is at; what it sent of one before has a number from 1. */
export const CURRENT = 0;

export const currentBatch = (runId: string, number: number) => ({
  runId_plan_number: { runId, plan: CURRENT, number },
});

/**
 * Makes the journal say what the plan does; rows are numbered through the whole plan, removes first. Of a batch written down
 * before, people may have been taken out meanwhile, by a process that did not live to write that down too.
 */
export async function writeBatches({ run: runId, batches }: FrozenPlan): Promise<void> {
  const written = await database().runBatch.findMany({
    where: { runId, plan: CURRENT },
    select: { number: true, rows: true },
  });
  const rowsOf = new Map(written.map(({ number, rows }) => [number, rows]));
  const smaller = batches.filter(({ number, rows }) => rows < (rowsOf.get(number) ?? rows));
  await shrinkBatches(
    runId,
    smaller.map(({ number: batch, rows }) => ({ batch, rows })),
  );
  let firstRow = 1;
  const data = batches.map(({ number, operation, identifier, rows }) => {
    const batch = { runId, number, operation, identifier, firstRow, rows };
    firstRow += rows;
    return batch;
  });
  await database().runBatch.createMany({ data: data.filter(({ rows }) => rows > 0), skipDuplicates: true });
}

/** Before a run plans anew: what it sent of the plan before is kept for whoever asks what it did, the rest never was. */
export async function setBatchesAside(runId: string): Promise<void> {
  await database().$transaction(async (tx) => {
    const now = { runId, plan: CURRENT };
    await tx.runBatch.deleteMany({ where: { ...now, sentAt: null } });
    const unanswered = { ...now, state: { not: "acknowledged" as const } };
    await tx.runBatch.updateMany({
      where: unanswered,
      data: { tickets: Prisma.DbNull, problem: "Planned again before it was answered." },
    });
    const { _max } = await tx.runBatch.aggregate({ where: { runId }, _max: { plan: true } });
    await tx.runBatch.updateMany({ where: now, data: { plan: (_max.plan ?? CURRENT) + 1 } });
  });
}

/** Some people of these batches are not sent after all; a batch without any goes. */
export async function shrinkBatches(
  runId: string,
  smaller: readonly { batch: number; rows: number }[],
): Promise<void> {
  const empty = smaller.filter(({ rows }) => rows === 0).map(({ batch }) => batch);
  await database().runBatch.deleteMany({ where: { runId, plan: CURRENT, number: { in: empty } } });
  for (const { batch: number, rows } of smaller) {
    await database().runBatch.updateMany({ where: { runId, plan: CURRENT, number }, data: { rows } });
  }
}

/** Answers of a run that no one folded yet. */
export async function unfoldedAnswers(runId: string): Promise<JournalAnswer[]> {
  const batches = await database().runBatch.findMany({
    where: { runId, plan: CURRENT, state: "acknowledged", foldedAt: null },
    select: {
      ...{ number: true, firstRow: true, operation: true, rows: true },
      ...{ refused: true, refusedRows: true, inDoubt: true },
    },
  });
  return batches.map(({ number, firstRow, operation, rows, refused, refusedRows, inDoubt }) => {
    const named = ((refusedRows ?? []) as Refusal[]).map((refusal) => ({
      ...refusal,
      row: refusal.row - firstRow,
    }));
    const owesAll = operation === "remove" && (refused ?? 0) > named.length;
    return { batch: number, refusedRows: owesAll ? everyRow(rows) : named, inDoubt };
  });
}

/** Which removals were refused is not told, so all are owed still: taking out who is gone changes nothing. */
const everyRow = (rows: number): Refusal[] =>
  Array.from({ length: rows }, (_, row) => ({ row, reason: "NOT_NAMED" }));

/** Answered, or taken in to be answered later. */
export async function sentBatches(runId: string): Promise<Set<number>> {
  const batches = await database().runBatch.findMany({
    where: { runId, plan: CURRENT, state: { in: ["acknowledged", "settling"] } },
    select: { number: true },
  });
  return new Set(batches.map(({ number }) => number));
}

export async function recordFolded(
  runId: string,
  answers: readonly JournalAnswer[],
  at: Date,
): Promise<void> {
  const number = { in: answers.map(({ batch }) => batch) };
  await database().runBatch.updateMany({ where: { runId, plan: CURRENT, number }, data: { foldedAt: at } });
}

export async function recordSending(runId: string, { number }: PlannedBatch, at: Date): Promise<void> {
  await database().runBatch.update({
    where: currentBatch(runId, number),
    data: { state: "in_flight", sentAt: at, attempts: { increment: 1 }, problem: null },
  });
}

export async function recordAnswer(
  runId: string,
  { number }: Pick<PlannedBatch, "number">,
  result: BatchResult,
  at: Date,
): Promise<void> {
  const where = currentBatch(runId, number);
  const refusedRows = await placedInPlan(where, result.refusedRows);
  await database().runBatch.update({
    where,
    data: {
      state: "acknowledged",
      received: result.received,
      refused: result.refused,
      refusedRows: refusedRows.length > 0 ? refusedRows : Prisma.DbNull,
      refusedReasons: Object.keys(result.refusedReasons).length > 0 ? result.refusedReasons : Prisma.DbNull,
      tickets: Prisma.DbNull,
      answeredAt: at,
    },
  });
}

/** Rows are numbered through the whole plan; most batches have none to be found. */
async function placedInPlan(
  where: ReturnType<typeof currentBatch>,
  refusedRows: readonly Refusal[],
): Promise<Refusal[]> {
  if (refusedRows.length === 0) return [];
  const { firstRow } = await database().runBatch.findUniqueOrThrow({ where, select: { firstRow: true } });
  return refusedRows.map((refusal) => ({ ...refusal, row: firstRow + refusal.row }));
}

/** Of calls a process began and did not live to hear the end of, nobody knows whether they arrived. */
export async function doubtUnheard(runId: string): Promise<void> {
  await database().runBatch.updateMany({
    where: { runId, plan: CURRENT, state: "in_flight", problem: null },
    data: { inDoubt: true },
  });
}

/** What a platform says no with; after anything else it may have taken the call all the same. */
const ANSWERS_NO: readonly Remedy[] = ["drop_row", "wait_until", "reconnect", "accept_terms"];

/** The platform's last word on a batch that is not through. */
export async function recordProblem(
  runId: string,
  { number }: PlannedBatch,
  error: CoterieError,
): Promise<void> {
  await database().runBatch.update({
    where: currentBatch(runId, number),
    data: { problem: error.message, ...(ANSWERS_NO.includes(error.remedy) ? {} : { inDoubt: true }) },
  });
}

/** Rows a platform said it did not take without naming them. */
export async function refusedByCount(runId: string): Promise<number> {
  const [counted] = await database().$queryRaw<{ rows: number }[]>`
    SELECT coalesce(sum(refused - coalesce(jsonb_array_length("refusedRows"), 0)), 0)::int AS rows
    FROM "RunBatch" WHERE "runId" = ${runId} AND state = 'acknowledged'`;
  return counted?.rows ?? 0;
}

/** How the rows of a run fared so far. Rows of people the platform does not know yet are not among the refused. */
export async function answeredRows(runId: string): Promise<{ received: number; refused: number }> {
  const [counted] = await database().$queryRaw<{ received: number; refused: number }[]>`
    SELECT coalesce(sum(received), 0)::int AS received,
      coalesce(sum(refused - jsonb_array_length(
        jsonb_path_query_array(coalesce("refusedRows", '[]'), '$[*] ? (@.unknown == true)'))), 0)::int AS refused
    FROM "RunBatch" WHERE "runId" = ${runId} AND state = 'acknowledged'`;
  return counted ?? { received: 0, refused: 0 };
}
