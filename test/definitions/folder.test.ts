import { describe, expect, it } from "vitest";
import { meantWarehouse, namedWarehouse, withWarehouse } from "@/lib/definitions/folder/catalog-text";
import { isDefinitionFile, placeOf } from "@/lib/definitions/folder/layout";
import { parseFolder } from "@/lib/definitions/folder/parse";
import type { Definitions } from "@/lib/definitions/folder/types";
import { folderFiles } from "@/lib/definitions/folder/write";

const SHOP = { kind: "duckdb", folder: "." };

describe("withWarehouse", () => {
  const other = { kind: "postgres", connection: "Production" };

  it("changes nothing but the block, however it is written", () => {
    const block = `version: 1 # first
# How it is reached.
warehouse:
  kind: duckdb
  file: shop.duckdb # here

# What there is.
entities: { a: { table: [x,y] } }
`;
    expect(withWarehouse(block, other)).toBe(`version: 1 # first
# How it is reached.
warehouse: { kind: postgres, connection: Production }

# What there is.
entities: { a: { table: [x,y] } }
`);
    const flow = "name: Shop\nwarehouse: { kind: duckdb, folder: . } # here\nzone: UTC\n";
    expect(withWarehouse(flow, other)).toBe(
      "name: Shop\nwarehouse: { kind: postgres, connection: Production } # here\nzone: UTC\n",
    );
    const last = "name: Shop\nwarehouse:\n  kind: duckdb\n";
    expect(withWarehouse(last, other)).toBe(
      "name: Shop\nwarehouse: { kind: postgres, connection: Production }\n",
    );
    const json = '{ "name": "Shop", "warehouse": { "kind": "duckdb" }, "entities": {} }';
    expect(withWarehouse(json, { kind: "duckdb" })).toBe(
      '{ "name": "Shop", "warehouse": { kind: duckdb }, "entities": {} }',
    );
  });

  it("hands out the kind and the connection, and takes them for the workspace's own", () => {
    const reached = { kind: "postgres", host: "db.internal", user: "coterie" };
    expect(namedWarehouse(reached)).toEqual({ kind: "postgres" });
    expect(namedWarehouse(other)).toEqual(other);
    expect(meantWarehouse({ kind: "postgres" }, reached)).toEqual(reached);
    expect(meantWarehouse({ kind: "duckdb" }, reached)).toEqual({ kind: "duckdb" });
    expect(meantWarehouse(SHOP, null)).toEqual(SHOP);
  });
});

describe("the layout of a folder", () => {
  it("says what a file is by where it lies", () => {
    expect(
      [
        "catalog.yaml",
        "audiences/a-b.json",
        "syncs/x.yml",
        "catalog/x.yaml",
        "other.yaml",
        "syncs/a/b.yaml",
      ].map(placeOf),
    ).toEqual([
      { kind: "catalog", stem: "catalog" },
      { kind: "audience", stem: "a-b" },
      { kind: "sync", stem: "x" },
      ...[null, null, null],
    ]);
    expect(["a.yaml", "a.yml", "a.json", "a.md", "yaml"].map(isDefinitionFile)).toEqual([
      ...[true, true, true, false, false],
    ]);
  });
});

describe("parseFolder", () => {
  const parse = async (...files: [path: string, text: string][]) =>
    parseFolder(files.map(([path, text]) => ({ path, text })));

  it("reads what has the right form and says of the rest what is wrong, by file and line", async () => {
    const { folder, problems } = await parse(
      ["lists/staff.yaml", "version: 1\nname: Staff\nentity: people\ncolumn: email\nform: exact\n"],
      ["destinations/ads.yaml", "version: 1\nname: Ads\nkind: meta\npolicy:\n  minimum_sise: 10\n"],
      ["audiences/VIPs.yaml", "version: 1\nentity: people\nwhere: { all: [] }\n"],
      ["audiences/broken.yaml", "version: 1\n\tentity: people\n"],
      ["traits/people.age.yaml", "version: 1\nentity: people\nname: age\nsql: SELECT 1\n"],
      ["models/x.yaml", "version: 2\n"],
    );
    expect(folder.lists).toEqual([
      { slug: "staff", name: "Staff", entity: "people", column: "email", form: "exact" },
    ]);
    expect(problems.map(({ file, line, code }) => [file, line, code])).toEqual([
      ["destinations/ads.yaml", 4, "MISSING_KEY"],
      ["destinations/ads.yaml", 5, "UNKNOWN_KEY"],
      ["audiences/VIPs.yaml", undefined, "BAD_NAME"],
      ["audiences/broken.yaml", 2, "SYNTAX"],
      ["traits/people.age.yaml", undefined, "TRAIT_KIND"],
      ["models/x.yaml", undefined, "UNKNOWN_PLACE"],
    ]);
  });

  it("calls an audience by its name, or by its file", async () => {
    const { folder } = await parse(
      ["audiences/lapsing-vips.yaml", "version: 1\nentity: people\nwhere: { all: [] }\n"],
      ["audiences/b.yaml", "version: 1\nname: Best buyers\nentity: people\nwhere: { all: [] }\n"],
    );
    const tree = { version: 1, entity: "people", where: { all: [] } };
    expect(folder.audiences).toEqual([
      { slug: "lapsing-vips", name: "Lapsing vips", isUnnamed: true, tree },
      { slug: "b", name: "Best buyers", tree },
    ]);
    expect(folder.placeOf(folder.audiences[1]!).file).toBe("audiences/b.yaml");
  });
});

describe("folderFiles", () => {
  it("tells names apart that make the same file, and gives back what it wrote", async () => {
    const definitions: Definitions = {
      ...{ catalog: null, lists: [], audiences: [], syncs: [] },
      traits: [
        {
          ...{ entity: "people", name: "score" },
          definition: {
            ...{ kind: "sql", label: "Score", sql: "SELECT id, s FROM scores", key: ["id"], column: "s" },
            ...{ type: { kind: "decimal", precision: 5, scale: 2 }, pii: "sensitive" },
          },
        },
        {
          ...{ entity: "people", name: "spend" },
          definition: { kind: "value", label: "Spend", value: { sum: { column: "total" }, of: "orders" } },
        },
      ],
      destinations: [
        { name: "Ads", kind: "meta", policy: null },
        { name: "ads!", kind: "google", policy: null },
      ],
      prioritySets: [
        { slug: "offers", name: "Offers", entity: "people", audiences: [{ audience: "vips", version: 2 }] },
      ],
    };
    const files = folderFiles(definitions, (name) => name.toLowerCase().replace(/\W/g, ""));
    expect(files.map(({ path }) => path)).toEqual([
      ...["destinations/ads-2.yaml", "destinations/ads.yaml", "priority-sets/offers.yaml"],
      ...["traits/people.score.yaml", "traits/people.spend.yaml"],
    ]);
    const { folder, problems } = await parseFolder(files);
    const { placeOf: _, ...read } = folder;
    expect({ problems, read }).toEqual({
      problems: [],
      read: { ...definitions, destinations: [...definitions.destinations].reverse() },
    });
  });
});
