import { memberQuery, toSqlQuery } from "@/lib/core/compile/member-query";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import { AS_OF } from "./data";
import { type Cost, type Engine, plainQuery } from "./engine";
import type { BenchQuestion, Shapes } from "./questions";

export type Measured = {
  question: string;
  members: number;
  scan: Cost;
  ours: Cost;
  shapes: Record<string, Cost>;
};

const OURS = "ours";
const SCAN = "scan";

/** Every shape of a question in turn, round after round, so that whatever else the machine does falls on all of them. */
export async function measure(engine: Engine, question: BenchQuestion, rounds: number): Promise<Measured> {
  const ours = oursOf(engine, question);
  const hand: Shapes = { ...question.hand, ...question.handOf?.[engine.dialect.id as "duckdb" | "postgres"] };
  const queries: Record<string, SqlQuery> = { [SCAN]: plainQuery(question.scan), [OURS]: counted(ours) };
  for (const [name, text] of Object.entries(hand)) queries[name] = counted(plainQuery(text));
  const costs: Record<string, Cost[]> = {};
  let members = 0;
  for (let round = 0; round <= rounds; round++) {
    for (const [name, query] of Object.entries(queries)) {
      const { row, ...cost } = await engine.ask(query);
      if (name === OURS) members = Number(row[0]);
      // The first round only warms what is cached.
      if (round > 0) costs[name] = [...(costs[name] ?? []), cost];
    }
  }
  for (const [name, text] of Object.entries(hand)) await requireSame(engine, question, ours, name, text);
  const medians = Object.fromEntries(Object.entries(costs).map(([name, each]) => [name, median(each)]));
  const { [SCAN]: scan, [OURS]: compiled, ...shapes } = medians;
  return { question: question.name, members, scan: scan!, ours: compiled!, shapes };
}

function oursOf({ catalog, dialect }: Engine, { where }: BenchQuestion): SqlQuery {
  const select = { customer_id: { column: "customer_id" } };
  return toSqlQuery(
    memberQuery({ catalog, entity: "customers", dialect, asOf: AS_OF, where, select }),
    dialect,
  );
}

/** Asked for a number and a total, so that every shape must produce every member and none is read out. */
function counted({ sql: text, parameters }: SqlQuery): SqlQuery {
  return { sql: `SELECT COUNT(*), SUM(customer_id) FROM (${text}) AS members`, parameters };
}

/** A shape that answers another question would be no yardstick. */
async function requireSame(
  engine: Engine,
  question: BenchQuestion,
  ours: SqlQuery,
  name: string,
  hand: string,
): Promise<void> {
  const text = `SELECT COUNT(*), COUNT(a), COUNT(b), SUM(CASE WHEN a = b THEN 1 ELSE 0 END)
    FROM (SELECT customer_id AS a FROM (${ours.sql}) AS x) AS p
    FULL JOIN (SELECT customer_id AS b FROM (${hand}) AS y) AS q ON a = b`;
  const { row } = await engine.ask({ sql: text, parameters: ours.parameters });
  const [all, ...each] = row.map(Number);
  if (all === 0 || each.some((number) => number !== all)) {
    throw new Error(
      `"${question.name}": "${name}" does not name the members the compiled segment names (${row.join(", ")}).`,
    );
  }
}

function median(costs: readonly Cost[]): Cost {
  const middle = (numbers: readonly number[]) =>
    [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
  const cpu = costs.map((cost) => cost.cpu);
  const wall = middle(costs.map((cost) => cost.wall));
  return { wall, cpu: cpu.every((one) => one !== null) ? middle(cpu) : null };
}
