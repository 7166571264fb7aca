import type { FrozenPlan, SyncState } from "@/lib/core/ports/state-store";
import type { SqlQuery, Warehouse } from "@/lib/core/ports/warehouse";
import { type SpanFacts, traced } from "@/lib/trace/span";
import { currentWork } from "@/lib/trace/work";

type Method = (...args: unknown[]) => unknown;
type Told = (answer: unknown) => SpanFacts;

/** A warehouse whose questions are spans: what kind of statement and how many rows, neither text nor values. */
export function watchedWarehouse(warehouse: Warehouse, system: string): Warehouse {
  const facts = { "db.system.name": system };
  return watched(warehouse, QUESTIONS, (method, args) => ({
    name: `warehouse ${method}`,
    facts: { ...facts, ...statementOf(args[0]) },
  }));
}

/** Not `texts`, whose answers come in pieces, for as long as somebody reads them. */
const QUESTIONS: Readonly<Record<string, Told>> = {
  rows: (answer) => ({ "coterie.rows": (answer as unknown[]).length }),
  exportParquet: (answer) => ({ "coterie.rows": (answer as { rows: number }).rows }),
  estimate: (answer) => ({ "coterie.bytes": (answer as { bytes: number } | null)?.bytes }),
  check: () => ({}),
  browse: () => ({}),
};

/** The state of a sync whose steps are spans; whoever is read into it stands on the bill of the run. */
export function watchedState(state: SyncState): SyncState {
  return watched(state, STEPS, (method) => ({ name: `state ${method}`, facts: {} }));
}

const STEPS: Readonly<Record<string, Told>> = {
  loadWanted: (answer) => read((answer as Awaited<ReturnType<SyncState["loadWanted"]>>).waterfall.members),
  loadEligible: (answer) => read((answer as Awaited<ReturnType<SyncState["loadEligible"]>>).keys),
  measure: () => ({}),
  freezeIf: (answer) => ({ "coterie.batches": (answer as FrozenPlan | null)?.batches.length }),
  markInFlight: () => ({}),
  withhold: () => ({}),
  rows: (answer) => ({ "coterie.rows": (answer as unknown[]).length }),
  fold: (answer) => ({ "coterie.rows": (answer as { folded: number }).folded }),
  settlement: () => ({}),
  counts: () => ({}),
};

function read(rows: number): SpanFacts {
  currentWork().bill?.add({ rowsRead: rows });
  return { "coterie.rows": rows };
}

/** The same object, of whose methods some are spans that tell something of their answers. */
function watched<T extends object>(
  target: T,
  told: Readonly<Record<string, Told>>,
  spanOf: (method: string, args: readonly unknown[]) => { name: string; facts: SpanFacts },
): T {
  return new Proxy(target, {
    get(of, name) {
      const value: unknown = Reflect.get(of, name);
      if (typeof value !== "function" || typeof name !== "string") return value;
      const method: Method = (...args) => value.apply(of, args);
      const tell = told[name];
      if (!tell) return method;
      return (...args: unknown[]) => {
        const span = spanOf(name, args);
        return traced(span.name, { facts: span.facts }, async (note) => {
          const answer = await method(...args);
          note(tell(answer));
          return answer;
        });
      };
    },
  });
}

function statementOf(asked: unknown): SpanFacts {
  const { sql } = Object(asked) as Partial<SqlQuery>;
  const word = /^[\s(]*([a-z]+)/i.exec(sql ?? "")?.[1];
  return word === undefined ? {} : { "db.operation.name": word.toUpperCase() };
}
