import type { Answerer } from "@/test/support/bigquery-endpoint/answers";

const FIELDS = [
  { name: "key", type: "STRING" },
  { name: "EMAIL", type: "STRING" },
];

/** Answers with so many rows, made when they are fetched, whatever is asked: `rows 1000` anywhere in the SQL. */
export const generated: Answerer = {
  plan: async ({ sql }) => ({ fields: FIELDS, bytes: Number(/bytes (\d+)/.exec(sql)?.[1] ?? 0) }),
  run: async ({ sql }) => {
    const total = Number(/rows (\d+)/.exec(sql)?.[1] ?? 0);
    return {
      fields: FIELDS,
      total,
      page: (from, count) =>
        Array.from({ length: count }, (_, index) => ({
          f: [{ v: `key ${from + index}` }, { v: hashLike(from + index) }],
        })),
    };
  },
};

function hashLike(index: number): string {
  return ((index * 2654435761) % 4294967296).toString(16).padStart(8, "0").repeat(8);
}
