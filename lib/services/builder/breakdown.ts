import { z } from "zod";
import { resolveColumn, resolved } from "@/lib/core/catalog/resolve";
import { canBreakDown, compileBreakdown } from "@/lib/core/compile/breakdown";
import { Forbidden, InvalidInput } from "@/lib/core/errors";
import { normalise } from "@/lib/core/segment/normalise";
import { type Breakdown, breakdownView } from "@/lib/core/small-breakdown";
import type { BreakdownView, PriceView } from "@/lib/core/views/builder";
import { type Scope, service } from "../service";
import { answered } from "./answers";
import { ask } from "./ask";
import { priced } from "./budget";
import { type BuilderQuestion, questionOf, treeInput } from "./question";

const SHOWN = 8;
/** Enough to see whether few people have a value that is not shown. */
const READ = 50;

/** Members by a column of theirs that is classified as not personal. Aborting the call stops the query. */
export const breakDownSegment = service(
  {
    name: "segment.breakdown",
    role: "marketer",
    rows: "kept_within",
    input: treeInput.extend({ column: z.string() }),
  },
  async (scope, { column: path, ...input }): Promise<BreakdownView | PriceView> => {
    const question = await questionOf(scope, input);
    const { column } = resolved(resolveColumn(question.catalog, question.segment.entity, path));
    if (column.pii !== null) {
      throw new Forbidden(
        `${column.label} holds personal values, so nobody is counted by them.`,
        "Choose another column.",
      );
    }
    if (!canBreakDown(column.type)) {
      throw new InvalidInput({
        code: "TOO_MANY_VALUES",
        message: `${column.label} is a number with a fraction: nearly everyone has a value of their own.`,
        fix: "Choose another column.",
      });
    }
    return priced(async () => ({
      column: { path, label: column.label },
      ...breakdownView(await breakdownOf(scope, question, path), SHOWN),
      asOf: question.asOf,
    }));
  },
);

function breakdownOf(scope: Scope, question: BuilderQuestion, path: string): Promise<Breakdown> {
  return answered(question, ["breakdown", path, normalise(question.segment.where)], async () => {
    const rows = await ask(scope, question, (dialect) =>
      compileBreakdown({ ...question, dialect }, path, READ),
    );
    const people = (row: Record<string, unknown> | undefined) => Number(row?.people ?? 0);
    return {
      total: Number(rows[0]?.total ?? 0),
      unknown: people(rows.find(({ value }) => value === null)),
      values: rows
        .filter(({ value }) => value !== null)
        .map((row) => ({ value: String(row.value), people: people(row) })),
    };
  });
}
