import type { Transform } from "@/lib/core/record/types";

/** Where a value comes from, and what is made of it step by step: how people think of nested transforms. */
export type Base = Extract<Transform, { column: string } | { constant: unknown } | { template: string }>;
export type Step =
  | { kind: "cast"; to: Extract<Transform, { cast: Transform }>["to"] }
  | { kind: "date"; format: string }
  | { kind: "lookup"; table: Readonly<Record<string, string>>; otherwise?: string };
export type Unfolded = { base: Base; steps: readonly Step[] };

export function unfold(transform: Transform): Unfolded {
  if ("cast" in transform) return then(transform.cast, { kind: "cast", to: transform.to });
  if ("date" in transform) return then(transform.date, { kind: "date", format: transform.format });
  if ("lookup" in transform) {
    const { table, otherwise } = transform;
    return then(transform.lookup, { kind: "lookup", table, ...(otherwise !== undefined && { otherwise }) });
  }
  return { base: transform, steps: [] };
}

function then(inner: Transform, step: Step): Unfolded {
  const { base, steps } = unfold(inner);
  return { base, steps: [...steps, step] };
}

export function fold({ base, steps }: Unfolded): Transform {
  return steps.reduce<Transform>((inner, step) => {
    if (step.kind === "cast") return { cast: inner, to: step.to };
    if (step.kind === "date") return { date: inner, format: step.format };
    const { kind: _, ...rest } = step;
    return { lookup: inner, ...rest };
  }, base);
}

/** "gold = A" a line. */
export function tableText(table: Readonly<Record<string, string>>): string {
  return Object.entries(table)
    .map(([from, to]) => `${from} = ${to}`)
    .join("\n");
}

export function parseTable(text: string): Record<string, string> {
  const lines = text.split("\n").flatMap((line) => {
    const at = line.indexOf("=");
    return at < 0 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()] as const];
  });
  return Object.fromEntries(lines);
}

/** Lines that are no entry, though something is written in them. */
export function linesWithout(text: string): string[] {
  return text.split("\n").flatMap((line) => (line.trim() === "" || line.includes("=") ? [] : [line.trim()]));
}
