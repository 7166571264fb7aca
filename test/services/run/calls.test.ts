import { expect, it } from "vitest";
import { peopleRuns, person } from "@/test/factories/people-runs";

const { platform, approvedSync, run } = peopleRuns();

const people = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => person(String(first + at)));

it("sends as many batches as additions and removals fill, and none when nothing changed", async () => {
  const sync = await approvedSync();
  const callsFor = async (first: number, last: number) => {
    platform.sent.length = 0;
    const { plan } = await run(sync, people(first, last));
    expect(plan).toMatchObject({ calls: platform.sent.length });
    return platform.sent.map(({ operation, values }) => `${operation} ${values.length}`);
  };
  expect(await callsFor(1, 5)).toEqual(["add 2", "add 2", "add 1"]);
  expect(await callsFor(1, 5)).toEqual([]);
  expect(await callsFor(4, 9)).toEqual(["remove 2", "remove 1", "add 2", "add 2"]);
});
