import { describe, expect, it } from "vitest";
import { CoterieError, type Remedy } from "@/lib/core/errors";
import { sendSplitting } from "@/lib/services/run/execute/send";

const rows = (count: number) => Array.from({ length: count }, (_, index) => [`value ${index}`]);
const failure = (remedy: Remedy) => new CoterieError({ code: "BAD_ROW", message: "One row is bad.", remedy });

/** Refuses every batch with one of these rows in it. */
function platform(bad: readonly number[], remedy: Remedy = "drop_row") {
  const taken: string[] = [];
  let calls = 0;
  const send = async (sent: readonly string[][]) => {
    calls += 1;
    const values = sent.map(([value]) => value!);
    if (bad.some((row) => values.includes(`value ${row}`))) throw failure(remedy);
    taken.push(...values);
    return { received: sent.length, refused: 0 };
  };
  return { send, taken, calls: () => calls };
}

describe("a batch the platform refuses for what is in it", () => {
  it("arrives but for its bad rows, which are named by their place", async () => {
    const { send, taken, calls } = platform([3, 70]);
    expect(await sendSplitting(rows(100), send)).toEqual({
      received: 100,
      refused: 2,
      refusedRows: [
        { row: 3, reason: "BAD_ROW" },
        { row: 70, reason: "BAD_ROW" },
      ],
      refusedReasons: {},
      tickets: [],
    });
    expect(taken).toHaveLength(98);
    expect(calls()).toBeLessThan(35);
  });

  it("is given up when far too many rows are bad", async () => {
    const { send } = platform(rows(2_000).map((_, index) => index));
    await expect(sendSplitting(rows(2_000), send)).rejects.toMatchObject({
      code: "TOO_MANY_REFUSED",
      remedy: "fix_input",
    });
  });

  it("is not split for any other failure", async () => {
    const { send, calls } = platform([1], "reconnect");
    await expect(sendSplitting(rows(4), send)).rejects.toMatchObject({ remedy: "reconnect" });
    expect(calls()).toBe(1);
  });
});

it("moves the rows a platform names to their place in the batch", async () => {
  const answers = async (sent: readonly string[][]) => {
    if (sent.length > 2) throw failure("drop_row");
    return { received: sent.length, refused: 1, refusedRows: [{ row: 1, reason: "unknown person" }] };
  };
  const { refusedRows } = await sendSplitting(rows(4), answers);
  expect(refusedRows.map(({ row }) => row)).toEqual([1, 3]);
});
