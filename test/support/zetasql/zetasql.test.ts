import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { zetasqlMissing } from "./package";
import { type ZetaCatalog, ZetaError, Zetasql } from "./zetasql";

const missing = zetasqlMissing();

describe.skipIf(missing)(`BigQuery's analyser${missing ? ` (${missing})` : ""}`, () => {
  let zetasql: Zetasql;
  let catalog: ZetaCatalog;
  beforeAll(async () => {
    zetasql = await Zetasql.start();
    catalog = await zetasql.open([
      {
        name: "project.shop.orders",
        columns: {
          id: "INT64",
          total: "NUMERIC",
          share: "BIGNUMERIC",
          at: "TIMESTAMP",
          local: "DATETIME",
          day: "DATE",
          score: "FLOAT64",
          paid: "BOOL",
          note: "STRING",
        },
        rows: [
          [
            1n,
            "-12.5",
            "-0.00000000000000000000000000000000000001",
            "2024-01-01T00:00:00.000001Z",
            "2024-02-29T23:59:59.999999",
            "1969-12-31",
            0.5,
            true,
            "ça",
          ],
          [
            9223372036854775807n,
            "128",
            "99999999999999999999999999999999999999",
            "0001-01-01T00:00:00Z",
            "0001-01-01T00:00:00",
            "9999-12-31",
            -1,
            false,
            "",
          ],
          [null, null, null, null, null, null, null, null, null],
        ],
      },
    ]);
  });
  afterAll(() => zetasql?.stop());

  it("gives every kind of value back as it was", async () => {
    const { columns, rows } = await catalog.evaluate({ sql: "SELECT * FROM `project.shop.orders`" });
    expect(columns.map(({ name }) => name)).toEqual([
      "id",
      "total",
      "share",
      "at",
      "local",
      "day",
      "score",
      "paid",
      "note",
    ]);
    expect(rows).toEqual([
      [
        "1",
        "-12.5",
        "-0.00000000000000000000000000000000000001",
        "2024-01-01T00:00:00.000001Z",
        "2024-02-29T23:59:59.999999",
        "1969-12-31",
        0.5,
        true,
        "ça",
      ],
      [
        "9223372036854775807",
        "128",
        "99999999999999999999999999999999999999",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00",
        "9999-12-31",
        -1,
        false,
        "",
      ],
      [null, null, null, null, null, null, null, null, null],
    ]);
  });

  it("takes named parameters", async () => {
    const { rows } = await catalog.evaluate({
      sql: "SELECT id FROM `project.shop.orders` WHERE total < CAST(@p0 AS NUMERIC)",
      parameters: { p0: { type: "STRING", value: "0" } },
    });
    expect(rows).toEqual([["1"]]);
  });

  it.each([
    ["a column that is not there", "SELECT nothing FROM `project.shop.orders`", "Unrecognized name: nothing"],
    [
      "a comparison of two types",
      "SELECT id FROM `project.shop.orders` WHERE note = 5",
      "No matching signature for operator =",
    ],
    [
      "a parameter nobody gave",
      "SELECT id FROM `project.shop.orders` WHERE id = @p9",
      "Query parameter 'p9' not found",
    ],
    ["another database's words", "SELECT id FROM `project.shop.orders` WHERE note ILIKE 'a'", "Syntax error"],
    [
      "an order of NULLs BigQuery's windows do not know",
      "SELECT RANK() OVER (ORDER BY id ASC NULLS LAST) FROM `project.shop.orders`",
      "NULLS LAST",
    ],
  ])("refuses %s", async (_, sql, message) => {
    await expect(catalog.analyze({ sql })).rejects.toThrow(ZetaError);
    await expect(catalog.analyze({ sql })).rejects.toThrow(message);
  });
});
