import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { compileFunnel } from "@/lib/core/compile/funnel";
import { memberQuery, toSqlQuery } from "@/lib/core/compile/member-query";
import type { Condition } from "@/lib/core/segment/types";
import { parseCatalog } from "@/lib/definitions/catalog";
import { count } from "@/lib/services/segment/count";
import { openWarehouse } from "@/lib/services/segment/open-warehouse";
import { generateShop } from "@/prisma/seed/shop";
import * as segments from "@/prisma/seed/story/segments";

/**
 * How long the live size takes on the demo shop (50,000 customers, 400,000 orders, 3,000,000 events), opening the
 * database file included, beside the floor: counting the rows of the largest table the question reads.
 */
const ROUNDS = 20;
const ANCHOR = "2026-11-20";

const folder = path.join(tmpdir(), "coterie-bench-shop");
mkdirSync(folder, { recursive: true });
const seed = path.join(process.cwd(), "prisma", "seed");
const file = path.join(folder, "shop.duckdb");
if (!existsSync(file)) {
  const script = readFileSync(path.join(seed, "shop.sql"), "utf8");
  await generateShop({ file, anchor: ANCHOR, script });
}
const { catalog } = await parseCatalog(readFileSync(path.join(seed, "shop.catalog.yaml"), "utf8"));
if (!catalog) throw new Error("the demo shop's catalog does not parse");

const questions: [string, Condition, string][] = [
  ["countries", { value: { column: "country" }, is: { in: ["DE", "FR"] } }, "customers"],
  ["lapsing VIPs", segments.lapsingVips, "orders"],
  ["footwear in Germany", segments.germanFootwear, "order_items"],
  ["cart abandoners", segments.cartAbandoners, "events"],
  ["newsletter readers", segments.newsletterReaders, "events"],
];

const rows = [];
for (const [name, where, largest] of questions) {
  const ours: number[] = [];
  const funnel: number[] = [];
  const floor: number[] = [];
  let members = 0;
  // Alternated, so that whatever else the machine does falls on both.
  for (let round = 0; round < ROUNDS; round++) {
    floor.push(await timed(() => countRows(largest)));
    ours.push(
      await timed(async () => {
        const segment = { version: 1 as const, entity: "customers", where };
        const answer = await count({
          catalog: catalog!,
          segment,
          asOf: `${ANCHOR}T00:00:00Z`,
          baseFolder: folder,
        });
        members = answer.members;
      }),
    );
  }
  for (let round = 0; round < ROUNDS; round++) funnel.push(await timed(() => askFunnel(where)));
  rows.push({
    question: name,
    members,
    "median ms": at(ours, 0.5),
    "p95 ms": at(ours, 0.95),
    "floor median ms": at(floor, 0.5),
    "funnel median ms": at(funnel, 0.5),
    ratio: Number((at(ours, 0.5) / at(floor, 0.5)).toFixed(2)),
  });
}
console.info("Live size on the demo shop");
console.table(rows);

/** Each condition alone and in order, in one scan. */
async function askFunnel(where: Condition): Promise<void> {
  const { warehouse, dialect } = await openWarehouse(catalog!, folder);
  try {
    const segment = { version: 1 as const, entity: "customers", where };
    await warehouse.rows(compileFunnel({ segment, catalog: catalog!, dialect, asOf: `${ANCHOR}T00:00:00Z` }));
  } finally {
    await warehouse.close();
  }
}

async function countRows(entity: string): Promise<void> {
  const { warehouse, dialect } = await openWarehouse(catalog!, folder);
  try {
    const rows = memberQuery({
      catalog: catalog!,
      entity,
      dialect,
      asOf: `${ANCHOR}T00:00:00Z`,
      select: { rows: { fragment: () => sql`COUNT(*)` } },
    });
    await warehouse.rows(toSqlQuery(rows, dialect));
  } finally {
    await warehouse.close();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function at(times: number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1));
}
