import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { segmentSchema } from "@/lib/core/segment/schema";
import { parseCatalog } from "@/lib/definitions/catalog";
import { catalogFile } from "@/lib/definitions/catalog-schema";
import { FORMAT_NAMES, jsonSchemaText } from "@/lib/definitions/json-schema";
import { readYaml } from "@/lib/definitions/yaml";

describe("jsonSchemaText", () => {
  it.each(FORMAT_NAMES)(
    "is what is published for the %s (else: npx coterie schema NAME > docs/schema/NAME.schema.json)",
    (name) => {
      expect(readFileSync(`docs/schema/${name}.schema.json`, "utf8")).toBe(jsonSchemaText(name));
    },
  );
});

describe("segmentSchema", () => {
  it("accepts the whole language, what is not available yet included", () => {
    const where = {
      any: [
        {
          sequence: {
            anchor: "any",
            steps: [{ of: "orders" }, { of: "visits", within: 3, unit: "day", none: true }],
          },
        },
        { rank: { by: { sum: { column: "total" }, of: "orders" }, order: "desc", top: 120 } },
        { list: "staff", key: { column: "email" } },
        { audience: "vip", version: 2 },
        { value: { part: "weekday", of: { column: "birthday" } }, is: { in: [1, 7] } },
        { value: { difference: [{ column: "a" }, { outer: { column: "b" } }], in: "day" }, is: { gt: 3 } },
        {
          value: { count: true, of: "orders", during: { after: { column: "a" }, within: 1, unit: "week" } },
          is: { eq: 0 },
        },
      ],
    };
    expect(segmentSchema.safeParse({ version: 1, entity: "customers", where }).error).toBeUndefined();
  });

  it("refuses keys that are not of the language", () => {
    expect(segmentSchema.safeParse({ version: 1, entity: "customers", where: { al: [] } }).success).toBe(
      false,
    );
  });
});

describe("catalogFile", () => {
  it("accepts the demo shop's catalog, as the parser does", async () => {
    const text = readFileSync("prisma/seed/shop.catalog.yaml", "utf8");
    expect(catalogFile.safeParse(readYaml(text).value).error).toBeUndefined();
    expect((await parseCatalog(text)).problems).toEqual([]);
  });
});
