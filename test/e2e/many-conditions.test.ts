import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import type { Condition, Segment } from "@/lib/core/segment/types";
import { apiOf } from "./support/api";
import { expect, MARA, test } from "./support/fixtures";

/** As people feel it: web.dev calls an interaction good up to 200 ms. Half of it, on a machine with little else to do. */
const GOOD = 200;

test("two hundred conditions stay smooth to type in, move, look through and add to", async ({ signIn }) => {
  const api = await apiOf(MARA);
  const name = `Large ${randomUUID().slice(0, 8)}`;
  const { id } = await api.send<{ id: string }>("POST", "/audiences", { name, entity: "customers" });
  await api.send("PUT", `/audiences/${id}/draft`, { tree: largeTree(200), name, revision: 1 });
  const page = await signIn(MARA);
  await page.addInitScript(watchInteractions);
  await page.goto(`/audiences/${id}`);
  await expect(page.locator("[data-row]").nth(200)).toBeAttached({ timeout: 60_000 });

  const number = page.locator('[data-row] input[inputmode="decimal"]').first();
  await number.click();
  await number.press("Control+A");
  await page.keyboard.type("123456789012", { delay: 100 });
  const typing = await slowest(page);

  await page.locator("[data-handle]").nth(3).focus();
  for (let press = 0; press < 3; press++) await page.keyboard.press("Alt+ArrowDown", { delay: 100 });
  await page.keyboard.press("Control+Z", { delay: 100 });
  const moving = await slowest(page);

  await page.locator("[data-add]").first().press("Enter");
  await page.keyboard.type("country", { delay: 100 });
  const picking = await slowest(page);

  console.log(
    `200 conditions: slowest key ${typing} ms typing, ${moving} ms moving, ${picking} ms looking for a column.`,
  );
  // A machine that is busy with other tests is slow at everything; what is looked for is a builder that is.
  expect(Math.max(typing, moving, picking)).toBeLessThan(GOOD * 5);
});

type Watched = Window & { slow?: number[] };

function watchInteractions(): void {
  const watched: Watched = window;
  watched.slow = [];
  // TypeScript's own list does not know the threshold yet; without it only what takes longer than 104 ms is told.
  const wanted: PerformanceObserverInit & { durationThreshold: number } = {
    type: "event",
    durationThreshold: 16,
    buffered: true,
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watched.slow?.push(entry.duration);
  }).observe(wanted);
}

/** The longest an interaction since the last look took until it was painted, in milliseconds. */
async function slowest(page: Page): Promise<number> {
  await page.waitForTimeout(500);
  return page.evaluate(() => {
    const watched: Watched = window;
    const longest = Math.max(0, ...(watched.slow ?? []));
    watched.slow = [];
    return longest;
  });
}

/** Conditions of five kinds in groups of ten, some of them negated and nested. */
function largeTree(size: number): Segment {
  const kinds: ((at: number) => Condition)[] = [
    (at) => ({
      value: { count: true, of: "orders", during: { last: 30 + at, unit: "day" } },
      is: { gte: 1 + (at % 3) },
    }),
    () => ({ value: { column: "country" }, is: { in: ["DE", "FR"] } }),
    (at) => ({ value: { sum: { column: "total" }, of: "orders" }, is: { gte: String(at) } }),
    (at) => ({ value: { column: "created_at" }, is: { during: { older_than: at + 1, unit: "day" } } }),
    () => ({
      value: {
        count: true,
        of: "events",
        where: { all: [{ value: { column: "name" }, is: { in: ["page_view"] } }] },
      },
      is: { gte: 1 },
    }),
  ];
  const conditions = Array.from({ length: size }, (_, at) => kinds[at % kinds.length]!(at));
  const groups = Array.from({ length: size / 10 }, (_, at): Condition => {
    const ten = conditions.slice(at * 10, at * 10 + 10);
    return at % 2 === 0 ? { any: ten } : { not: { any: [{ all: ten }] } };
  });
  return { version: 1, entity: "customers", where: { all: groups } };
}
