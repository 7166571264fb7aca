import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { SyncSourcesView } from "@/lib/core/views/exposure";
import { Manifest } from "@/lib/definitions/dbt/artifacts";
import { dbtExposures } from "@/lib/definitions/dbt/exposures";
import { readDbtManifest } from "@/lib/definitions/dbt/read";

const SYNC: SyncSourcesView = {
  id: "s1",
  name: "Lapsing VIPs → Méta",
  description: "For autumn.",
  audience: "Lapsing VIPs",
  destination: "Meta EU",
  object: "VIPs",
  owner: { name: "Mara Lindqvist", email: "mara@shop.test" },
  tables: [
    ["marts", "customers"],
    ["marts", "orders"],
  ],
  others: [],
};
const linkOf = (id: string) => `https://coterie.test/syncs/${id}`;

const MANIFEST = Manifest.parse({
  metadata: { project_name: "shop" },
  nodes: {
    "model.shop.dim_customers": {
      resource_type: "model",
      name: "dim_customers",
      package_name: "shop",
      version: 2,
      relation_name: '"prod"."marts"."customers"',
    },
    "test.shop.orders": { resource_type: "test", name: "orders", relation_name: '"prod"."marts"."orders"' },
    "seed.geo.countries": {
      resource_type: "seed",
      name: "countries",
      package_name: "geo",
      relation_name: '"prod"."marts"."countries"',
    },
  },
  sources: {
    "source.shop.raw.orders": {
      resource_type: "source",
      source_name: "raw",
      name: "orders",
      relation_name: '"prod"."marts"."orders"',
    },
  },
});

describe("dbtExposures", () => {
  it("names each table as dbt does: models with their versions, seeds of packages, sources", () => {
    const tables = [...SYNC.tables, ["marts", "countries"], ["marts", "staff"]];
    const { text, unknown } = dbtExposures([{ ...SYNC, tables }], MANIFEST, linkOf);
    expect(unknown).toEqual(["marts.staff"]);
    expect(text).toBe(`# Written by coterie export --dbt-exposures.
version: 2
exposures:
  - name: coterie_lapsing_vips_meta
    label: Lapsing VIPs → Méta
    type: application
    url: https://coterie.test/syncs/s1
    description: Sends the audience “Lapsing VIPs” to “VIPs” of Meta EU. For autumn.
    depends_on:
      - ref('dim_customers', v=2)
      - ref('geo', 'countries')
      - source('raw', 'orders')
    owner:
      name: Mara Lindqvist
      email: mara@shop.test
`);
  });

  it("takes every table for a model where it knows no manifest, and tells names apart", () => {
    const other = { ...SYNC, id: "s2", name: "Lapsing-VIPs (Meta)", owner: null, tables: [["it's"]] };
    const { exposures } = parse(dbtExposures([SYNC, other], null, linkOf).text);
    expect(exposures).toMatchObject([
      { name: "coterie_lapsing_vips_meta", depends_on: ["ref('customers')", "ref('orders')"] },
      { name: "coterie_lapsing_vips_meta_2", owner: { name: "Coterie" } },
    ]);
    expect(exposures[1]).not.toHaveProperty("depends_on");
  });

  it("lets no name become a template", () => {
    const { text } = dbtExposures(
      [{ ...SYNC, name: "{{ env_var('X') }}", description: "{% do %}" }],
      null,
      linkOf,
    );
    expect(text).not.toMatch(/\{[{%#]/);
  });

  const jaffle = "../shared/data/dbt/dbt-artifacts-parser/manifest_v12_dbt1.8.json";
  it.skipIf(!existsSync(jaffle))("reads what dbt writes", async () => {
    const tables = [["jaffle_shop", "customers"], ["orders"]];
    const { text, unknown } = dbtExposures([{ ...SYNC, tables }], await readDbtManifest(jaffle), linkOf);
    expect([unknown, parse(text).exposures[0].depends_on]).toEqual([
      [],
      ["ref('customers')", "ref('orders')"],
    ]);
  });
});
