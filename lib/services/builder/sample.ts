import type { Column, Entity } from "@/lib/core/catalog/types";
import { compileSample } from "@/lib/core/compile/sample";
import type { Dialect, SqlQuery } from "@/lib/core/ports/warehouse";
import { SMALL_GROUP } from "@/lib/core/small-count";
import type { PriceView, SampleView } from "@/lib/core/views/builder";
import type { SegmentQuestion } from "../segment/members";
import { openWarehouse } from "../segment/open-warehouse";
import { service } from "../service";
import { ask } from "./ask";
import { priced } from "./budget";
import { questionOf, treeInput } from "./question";

const ROWS = 10;
const COLUMNS = 8;

/** A few members with personal columns masked: those are never read. Fewer than ten members give no sample. */
export const sampleSegment = service(
  { name: "segment.sample", role: "marketer", input: treeInput },
  async (scope, input): Promise<SampleView | PriceView> => {
    const question = await questionOf(scope, input);
    return priced(() => sampleOf(question, (compile) => ask(scope, question, compile)));
  },
);

/** For those who do not build: nobody's budget is asked. */
export async function sample(question: SegmentQuestion): Promise<SampleView> {
  const { catalog, baseFolder, signal } = question;
  const { warehouse, dialect } = await openWarehouse(catalog, baseFolder);
  try {
    return await sampleOf(question, (compile) => warehouse.rows(compile(dialect), { signal }));
  } finally {
    await warehouse.close();
  }
}

type Read = (compile: (dialect: Dialect) => SqlQuery) => Promise<Record<string, unknown>[]>;

async function sampleOf(question: SegmentQuestion, readRows: Read): Promise<SampleView> {
  const { catalog, segment, asOf } = question;
  const columns = shownColumns(catalog.entities[segment.entity]!);
  const read = columns.filter(({ pii }) => pii === null).map(({ name }) => name);
  const found = await readRows((dialect) => compileSample({ segment, catalog, dialect, asOf }, read, ROWS));
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
