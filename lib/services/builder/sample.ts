import type { Column, Entity } from "@/lib/core/catalog/types";
import { compileSample } from "@/lib/core/compile/sample";
import { normalise } from "@/lib/core/segment/normalise";
import { SMALL_GROUP } from "@/lib/core/small-count";
import type { PriceView, SampleView } from "@/lib/core/views/builder";
import { type Scope, service } from "../service";
import { answered } from "./answers";
import { ask } from "./ask";
import { priced } from "./budget";
import { type BuilderQuestion, questionOf, treeInput } from "./question";

const ROWS = 10;
const COLUMNS = 8;

/** A few members with personal columns masked: those are never read. Fewer than ten members give no sample. */
export const sampleSegment = service(
  { name: "segment.sample", role: "marketer", rows: "kept_within", input: treeInput },
  async (scope, input): Promise<SampleView | PriceView> => {
    const question = await questionOf(scope, input);
    return sampleOf(scope, question);
  },
);

/** The same of any segment, for whoever may see it, within their budget. */
export function sampleOf(scope: Scope, question: BuilderQuestion): Promise<SampleView | PriceView> {
  const about = ["sample", normalise(question.segment.where)];
  return priced(() => answered(question, about, () => readSample(scope, question)));
}

async function readSample(scope: Scope, question: BuilderQuestion): Promise<SampleView> {
  const { catalog, segment, asOf } = question;
  const columns = shownColumns(catalog.entities[segment.entity]!);
  const read = columns.filter(({ pii }) => pii === null).map(({ name }) => name);
  const found = await ask(scope, question, (dialect) =>
    compileSample({ segment, catalog, dialect, asOf }, read, ROWS),
  );
  const rows = found.length < SMALL_GROUP ? [] : found;
  return {
    columns: columns.map(({ name, label, pii }) => ({ name, label, masked: pii !== null })),
    rows: rows.map((row) =>
      columns.map(({ name, pii }) => cell(row, pii === null ? read.indexOf(name) : null)),
    ),
    asOf,
  };
}

/** The key first, then what may be seen, then masked ones, half of all at most; each as the catalog orders them. */
function shownColumns({ key, columns }: Entity): Column[] {
  const all = Object.values(columns);
  const isKey = ({ name }: Column) => key.includes(name);
  const open = all.filter((column) => !isKey(column) && column.pii === null);
  const masked = all.filter((column) => !isKey(column) && column.pii !== null).slice(0, COLUMNS / 2);
  const keys = all.filter(isKey);
  const seen = open.slice(0, Math.max(0, COLUMNS - keys.length - masked.length));
  return [...keys, ...seen, ...masked].slice(0, COLUMNS);
}

function cell(row: Record<string, unknown>, at: number | null): string | null {
  if (at === null) return null;
  const value = row[`c${at}`];
  return value === null || value === undefined ? null : String(value);
}
