import type { Cost, Engine } from "./engine";
import type { Measured } from "./measure";

export function printTable({ label, size }: Engine, measured: readonly Measured[]): void {
  const millions = (rows: number) => `${rows / 1_000_000} M`;
  const rows = measured.map(({ question, members, ours, scan, shapes }) => {
    const [shape, best] = bestOf(shapes);
    return {
      question,
      members,
      "ours CPU ms": shown(ours),
      "best by hand CPU ms": shown(best),
      "ours / hand": ratio(ours, best),
      "scan CPU ms": shown(scan),
      "ours / scan": ratio(ours, scan),
      "ours wall ms": Number(ours.wall.toFixed(1)),
      "wall / hand": Number((ours.wall / best.wall).toFixed(2)),
      "best shape": shape,
    };
  });
  const { customers, events, orders } = size;
  console.info(
    `${label}: ${millions(customers)} customers, ${millions(events)} events, ${millions(orders)} orders`,
  );
  console.table(rows);
}

/** What every shape cost, to see which one to learn from. */
export function printShapes(measured: readonly Measured[]): void {
  for (const { question, ours, scan, shapes } of measured) {
    const line = Object.entries({ ours, ...shapes, scan }).map(([name, cost]) => `${name} ${shown(cost)}`);
    console.info(`${question}: ${line.join(" | ")}`);
  }
}

function bestOf(shapes: Record<string, Cost>): [string, Cost] {
  return Object.entries(shapes).sort(([, a], [, b]) => number(a) - number(b))[0]!;
}

function ratio(ours: Cost, other: Cost): number {
  return Number((number(ours) / number(other)).toFixed(2));
}

function shown(cost: Cost): number {
  return Number(number(cost).toFixed(1));
}

/** Where the processor's time is not known, the clock's. */
function number({ cpu, wall }: Cost): number {
  return cpu ?? wall;
}
