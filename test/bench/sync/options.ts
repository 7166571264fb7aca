import { parseArgs } from "node:util";

export type Options = {
  people: number;
  /** Each subject is measured so often where the platform answers at once. */
  rounds: number;
  /** In milliseconds; `--latency none`: nothing is compared, and our mirror is measured alone. */
  latencies: number[];
  /** Our mirror once more at this size, for its memory; 0: not. */
  memoryAt: number;
};

export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      people: { type: "string", default: "1000000" },
      rounds: { type: "string", default: "3" },
      latency: { type: "string", multiple: true, default: ["0", "300"] },
      "memory-at": { type: "string", default: "0" },
    },
  });
  return {
    people: Number(values.people),
    rounds: Number(values.rounds),
    latencies: values.latency.map(Number).filter(Number.isFinite),
    memoryAt: Number(values["memory-at"]),
  };
}
