import { setTimeout as delay } from "node:timers/promises";
import { expect, it } from "vitest";
import { inParallel } from "@/lib/services/run/execute/in-parallel";

it("works on so many at once, and makes one more ready meanwhile", async () => {
  const seen: string[] = [];
  let atOnce = 0;
  let most = 0;
  await inParallel([1, 2, 3, 4, 5], {
    width: 2,
    prepare: async (item) => {
      seen.push(`ready ${item}`);
      return item * 10;
    },
    async work(item, prepared) {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await delay(20);
      seen.push(`${item} with ${prepared}`);
      atOnce -= 1;
      return undefined;
    },
  });
  expect(most).toBe(2);
  expect(seen.slice(0, 4)).toEqual(["ready 1", "ready 2", "ready 3", "1 with 10"]);
  expect(seen.slice(-2).sort()).toEqual(["4 with 40", "5 with 50"]);
});

it("begins nothing after the first failure, waits for what is under way, and throws that failure", async () => {
  const done: number[] = [];
  const working = inParallel([1, 2, 3, 4], {
    width: 2,
    prepare: async () => {},
    async work(item) {
      if (item === 1) throw new Error("the first");
      await delay(20);
      done.push(item);
      throw new Error("a later one");
    },
  });
  await expect(working).rejects.toThrow("the first");
  expect(done).toEqual([2]);
});

it("lets the next one begin while the rest of one that is through is done, and waits for all of it", async () => {
  const seen: string[] = [];
  await inParallel([1, 2], {
    width: 1,
    prepare: async () => {},
    async work(item) {
      seen.push(`works on ${item}`);
      return async () => {
        await delay(20);
        seen.push(`is through with ${item}`);
      };
    },
  });
  expect(seen).toEqual(["works on 1", "works on 2", "is through with 1", "is through with 2"]);
});

it("begins nothing after a rest that failed", async () => {
  const begun: number[] = [];
  const working = inParallel([1, 2, 3, 4], {
    width: 1,
    prepare: async () => {},
    async work(item) {
      begun.push(item);
      await delay(10);
      return async () => {
        throw new Error(`the rest of ${item}`);
      };
    },
  });
  await expect(working).rejects.toThrow("the rest of 1");
  expect(begun.length).toBeLessThan(4);
});
