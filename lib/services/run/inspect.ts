import { z } from "zod";
import { NotFound } from "@/lib/core/errors";
import type { PlanRowsView } from "@/lib/core/views/run";
import { service } from "../service";
import { runWithSubject } from "./execute/subject";
import { earlierPlan, withPastPlan } from "./past-plan";

const MOST_ROWS = 200;

const input = z.object({
  id: z.string(),
  earlierPlan,
  batch: z.coerce.number().int().min(1),
  /** From 0. */
  offset: z.coerce.number().int().min(0).default(0),
});

/**
 * The rows of one batch of a kept plan, for whoever answers an auditor: the hashed identifiers of a set as they were sent.
 * What leaves plain, like all of a record, is not told, only the numbers of rows. Looking is noted.
 */
export const inspectPlan = service(
  { name: "run.inspect", role: "admin", input },
  async (
    { actor, db, transaction },
    { id, earlierPlan: earlier, batch: number, offset },
  ): Promise<PlanRowsView> => {
    const run = await db.run.findFirst({
      where: { id, workspaceId: actor.workspaceId },
      select: { id: true },
    });
    if (!run) throw new NotFound("run", id);
    const { subject } = await runWithSubject(id);
    await transaction(({ audit }) =>
      audit({
        action: "run.inspect",
        subject: `run:${id}`,
        after: { batch: number, offset, ...(earlier !== undefined && { earlierPlan: earlier }) },
      }),
    );
    return withPastPlan({ runId: id, subject, earlier }, async ({ state, plan }) => {
      const batch = plan.batches.find((one) => one.number === number);
      if (!batch) throw new NotFound("batch", String(number));
      const before = plan.batches
        .filter((one) => one.number < number)
        .reduce((sum, { rows }) => sum + rows, 0);
      const rows = (await state.rows(number, id, earlier)).slice(offset, offset + MOST_ROWS);
      const { operation, identifier, rows: total } = batch;
      return {
        ...{ batch: number, operation, identifier, total },
        rows: rows.map(({ value }, index) => ({
          number: before + offset + index + 1,
          value: subject.kind === "set" ? hashedOnly(value) : null,
        })),
      };
    });
  },
);

/** Cells of an identifier that leave as they are stay unsaid: a postal code beside a hashed name. */
function hashedOnly(value: string): string {
  const isHash = (cell: string) => /^[0-9a-f]{64}$/.test(cell);
  return value
    .split("|")
    .map((cell) => (isHash(cell) ? cell : "(plain)"))
    .join(" | ");
}
