import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Segment } from "@/lib/core/segment/types";
import type { Actor } from "@/lib/services/actor";
import { createAudience } from "@/lib/services/audience/create";
import { saveDraft } from "@/lib/services/audience/save-draft";
import { saveVersion } from "@/lib/services/audience/save-version";
import { importCatalog } from "@/lib/services/catalog/import";
import { makeWorkspace, type TestWorkspace } from "./workspace";

/** Thirty customers, of whom 1 to 24 live in Germany, and one order each; consent but for every fifth. */
const CUSTOMERS = Array.from({ length: 30 }, (_, at) => at + 1);

export const SHOP_YAML = `version: 1
name: Test shop
zone: Europe/Berlin
warehouse: { kind: duckdb, folder: . }
entities:
  customers:
    singular: customer
    files: customers.csv
    key: customer_id
    pii: none
    columns:
      customer_id: integer
      email: { type: text, pii: email }
      phone: { type: text, pii: phone }
      country: text
      ads_consent: boolean
    relations:
      orders: { to: orders, many: true, on: customer_id }
  orders:
    singular: order
    files: orders.csv
    key: order_id
    time: ordered_at
    pii: none
    columns:
      order_id: integer
      customer_id: integer
      ordered_at: timestamp
      total: decimal(12,2)
  suppressed:
    files: suppressed.csv
    pii: none
    columns:
      email: { type: text, pii: email }
`;

export function writeShop(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, header: string, rows: string[]) =>
    writeFileSync(path.join(folder, name), `${[header, ...rows].join("\n")}\n`);
  write(
    "customers.csv",
    "customer_id,email,phone,country,ads_consent",
    CUSTOMERS.map((id) =>
      [id, `person${id}@shop.test`, `+4930901820${10 + id}`, id <= 24 ? "DE" : "FR", id % 5 !== 0].join(","),
    ),
  );
  write(
    "orders.csv",
    "order_id,customer_id,ordered_at,total",
    CUSTOMERS.map((id) => [id, id, "2026-01-02T03:04:05Z", `${id}.50`].join(",")),
  );
  write("suppressed.csv", "email", ["person1@shop.test"]);
}

export type ShopWorkspace = TestWorkspace & {
  folder: string;
  admin: Actor;
  marketer: Actor;
  approver: Actor;
};

/** A demo workspace with the shop as its catalog, unless another of the same people is given, and three people. */
export async function makeShop(folder: string, source = SHOP_YAML): Promise<ShopWorkspace> {
  writeShop(folder);
  const workspace = await makeWorkspace({ demo: true });
  const admin = await workspace.actor("admin");
  await importCatalog(admin, { source, baseFolder: folder });
  const [marketer, approver] = [await workspace.actor("marketer"), await workspace.actor("approver")];
  return { ...workspace, folder, admin, marketer, approver };
}

export const GERMANS: Segment = {
  version: 1,
  entity: "customers",
  where: { value: { column: "country" }, is: { eq: "DE" } },
};

/** An audience with one saved version. */
export async function makeAudience(actor: Actor, tree: Segment = GERMANS, name = "Germans") {
  const { id } = await createAudience(actor, { name, entity: tree.entity });
  const { revision } = await saveDraft(actor, { id, tree, name, revision: 1 });
  await saveVersion(actor, { id, revision });
  return { id, revision };
}
