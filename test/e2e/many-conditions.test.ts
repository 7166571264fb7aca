import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import type { Condition, Segment } from "@/lib/core/segment/types";
import { apiOf } from "./support/api";
import { expect, MARA, test } from "./support/fixtures";

/** Of the page's own thread, so that a machine busy with other tests does not count: half of what feels instant. */
const MOST = 100;

test("two hundred conditions stay smooth to type in, move and look through", async ({ signIn }) => {
  const api = await apiOf(MARA);
  const name = `Large ${randomUUID().slice(0, 8)}`;
  const { id } = await api.send<{ id: string }>("POST", "/audiences", { name, entity: "customers" });
  await api.send("PUT", `/audiences/${id}/draft`, { tree: largeTree(200), name, revision: 1 });
  const page = await signIn(MARA);
  await page.goto(`/audiences/${id}`);
  await expect(page.locator("[data-row]").nth(200)).toBeAttached({ timeout: 60_000 });
  const worked = await threadTime(page);

  const number = page.locator('[data-row] input[inputmode="decimal"]').first();
  await number.click();
  await number.press("Control+A");
  await worked();
  await page.keyboard.type("123456789012", { delay: 60 });
  const typing = (await worked()) / 12;

  await page.locator("[data-handle]").nth(3).focus();
  await worked();
  for (let press = 0; press < 4; press++) await page.keyboard.press("Alt+ArrowDown", { delay: 60 });
  const moving = (await worked()) / 4;

  await page.locator("[data-add]").first().press("Enter");
  await worked();
  await page.keyboard.type("country", { delay: 60 });
  const looking = (await worked()) / 7;

  const shown = [typing, moving, looking].map((time) => `${time.toFixed(0)} ms`).join(", ");
  console.log(`200 conditions, work a key when typing, moving, looking for a column: ${shown}.`);
  expect(typing).toBeLessThan(MOST);
  expect(looking).toBeLessThan(MOST);
  // A move rebuilds the way from the root to both places.
  expect(moving).toBeLessThan(MOST * 3);
});

/** Milliseconds the page's thread worked since it was last asked. */
async function threadTime(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  let before = 0;
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const now = (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
    const passed = now - before;
    before = now;
    return passed;
  };
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
